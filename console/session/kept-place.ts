import { go } from "../address.ts";

const PLACE = "earshot-place";

/** Before somebody leaves for a provider, or has to sign in: where they were. A provider, and a sign-in link, bring them back to the front door. */
export const keepPlace = ({ location, sessionStorage }: Pick<Window, "location" | "sessionStorage">): void => {
  try {
    if (location.hash.startsWith("#/")) sessionStorage.setItem(PLACE, location.hash);
  } catch {
    // storage is closed: then the way back leads to the inbox
  }
};

/** Goes back there, once, where no other address was asked for meanwhile. */
export const takePlace = ({ location, sessionStorage }: Pick<Window, "location" | "sessionStorage">): void => {
  try {
    const place = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (place && !location.hash) go(place, "replace");
  } catch {
    // storage is closed, and so holds no place
  }
};
