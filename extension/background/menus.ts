import type { Menus } from "webextension-polyfill";
import { withoutPrivateParts } from "../../shared/contract/private-url.ts";
import { TEXT } from "../text.ts";

/** The entries of a page's context menu. A click on one grants `activeTab`, as a click on the action does. */
export const MENUS = [
  { id: "page", contexts: ["page"], title: TEXT.menuPage },
  { id: "selection", contexts: ["selection"], title: TEXT.menuSelection },
  { id: "image", contexts: ["image"], title: TEXT.menuImage },
] as const satisfies readonly Menus.CreateCreatePropertiesType[];

/** So much of a selection is enough to find it again. */
const MOST_QUOTED = 500;

/** What the message begins with: what was selected, or the image's address, without what must not be told. */
export const quoteOf = ({ selectionText, srcUrl }: Pick<Menus.OnClickData, "selectionText" | "srcUrl">): string => {
  const selected = selectionText?.trim();
  if (selected) {
    const text = selected.length > MOST_QUOTED ? `${selected.slice(0, MOST_QUOTED)}…` : selected;
    return `${text.replace(/^/gm, "> ")}\n\n`;
  }
  const image = srcUrl && /^https?:/.test(srcUrl) ? withoutPrivateParts(srcUrl) : undefined;
  return image ? `${TEXT.imageAt(image)}\n\n` : "";
};
