import { takeFragment } from "./fragment.ts";

/** Takes the token out of a sign-in link (`/#sign-in=TOKEN`) and out of the address bar, whatever becomes of it. */
export const takeSignInToken = (window: Pick<Window, "location" | "history">): string | undefined =>
  takeFragment("sign-in", window);
