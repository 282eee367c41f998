import { withoutPrivateParts } from "../../shared/contract/private-url.ts";
import type { WantedPart } from "../part.ts";
import { TEXT } from "../text.ts";

/** As the form tells pages apart, and what is pointed out on them: another place on the same page is no other page. */
const isSamePage = (before = "", now = ""): boolean => withoutPrivateParts(before) === withoutPrivateParts(now);

/**
 * What a choice is worth to the form on the page that the tab shows now. Of another page it is no picture, nor is what was pointed out
 * there; that it was chosen in vain is said.
 *
 * @returns `undefined` where there is nothing to say.
 */
export const cameBack = (wanted: WantedPart, url: string | undefined): WantedPart | undefined => {
  const { came } = wanted;
  if (isSamePage(wanted.url, url)) return wanted;
  if (came.state === "cancelled") return undefined;
  const message = came.state === "failed" ? came.message : TEXT.partLeft;
  return { ...wanted, quote: "", came: { state: "failed", message } };
};
