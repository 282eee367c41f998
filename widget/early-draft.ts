import type { Words } from "./draft.ts";

/** By hand, as some pages replace what would do it, and short, as every form loads it. */
const quoted = (text: string): string =>
  `"${text.replace(/[^ !#-[\]-\ud7ff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

/** What must not be lost while what keeps drafts is not there: the text for the tab's own draft, as `draftIn` reads it. */
export const earlyDraft = ({ content, email, leftOut = [] }: Words): string =>
  `{"content":${quoted(content)},"email":${quoted(email)},"leftOut":[${leftOut.map(quoted)}]}`;
