import { noteGap } from "./note-gap.ts";
import type { Work } from "./work.ts";

const WORDS: Record<string, string> = {
  image: "image not available",
  canvas: "drawing not available",
  video: "video not available",
  frame: "frame not available",
};
const LABEL =
  "display:flex;align-items:center;justify-content:center;width:100%;height:100%;overflow:hidden;text-align:center;" +
  "direction:ltr;writing-mode:horizontal-tb;white-space:nowrap;visibility:visible;letter-spacing:0;text-transform:none;" +
  "text-indent:0;text-shadow:none;font:12px/1.3 system-ui,sans-serif;color:#5c6370;-webkit-text-fill-color:#5c6370;" +
  "box-shadow:inset 0 0 0 1px #b9bec6;" +
  "background:repeating-linear-gradient(45deg,#e7e9ec 0 6px,#f3f4f6 6px 12px)";
/** Smaller ones have no room for a word. */
const ROOM = { width: 130, height: 18 };

/** Says in the picture that something is missing here, and notes it. */
export const labelOf = (work: Work, reason: string, rect: DOMRectReadOnly): string => {
  noteGap(work, reason, rect);
  const word = rect.width >= ROOM.width && rect.height >= ROOM.height ? (WORDS[reason] ?? "not available") : "";
  return `<x class="${work.sheet.classOf(LABEL)}">${word}</x>`;
};

/** What a missing ground is made of. */
export const HATCHED = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="60"><defs><pattern id="h" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="12" height="12" fill="#f3f4f6"/><rect width="6" height="12" fill="#e7e9ec"/></pattern></defs><rect width="160" height="60" fill="url(#h)" stroke="#b9bec6"/><text x="80" y="34" text-anchor="middle" font-family="sans-serif" font-size="12" fill="#5c6370">image not available</text></svg>',
).replace(/[()']/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`;
