import { rangesOf } from "./unicode-range.ts";

/** A font face by what it is chosen for, from a rule or from the document's list alike. */
export type Face = { family: string; weight: string; style: string; stretch: string; range: string };

const WEIGHTS: Record<string, string> = { normal: "400", bold: "700", "": "400", auto: "400" };
const STRETCHES: Record<string, string> = {
  "": "100%",
  normal: "100%",
  auto: "100%",
  "ultra-condensed": "50%",
  "extra-condensed": "62.5%",
  condensed: "75%",
  "semi-condensed": "87.5%",
  "semi-expanded": "112.5%",
  expanded: "125%",
  "extra-expanded": "150%",
  "ultra-expanded": "200%",
};

const words = (text: string, names: Record<string, string>): string => {
  const [first = "", last] = text.trim().toLowerCase().split(/\s+/);
  const from = names[first] ?? first;
  const to = last === undefined ? from : (names[last] ?? last);
  return from === to ? from : `${from} ${to}`;
};

/** A family's name without quotation marks and escapes, as it is compared. */
export const familyName = (text: string): string =>
  text
    .trim()
    .replace(/^(["'])(.*)\1$/s, "$2")
    .replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, code?: string, one?: string) =>
      code ? String.fromCodePoint(Number.parseInt(code, 16)) : (one ?? ""),
    )
    .toLowerCase();

/** The families of a computed `font-family`. */
export const familiesOf = (list: string): string[] =>
  (list.match(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^,"'])+/g) ?? []).map(familyName).filter(Boolean);

/** The same text for the same face, however a browser writes it. */
export const faceOf = (family: string, weight: string, style: string, stretch: string, range: string): Face => ({
  family: familyName(family),
  weight: words(weight, WEIGHTS),
  style: (style.trim().toLowerCase() || "normal").replace(/^auto$/, "normal"),
  stretch: words(stretch, STRETCHES),
  range: rangesOf(range)
    .map(([first, last]) => `${first}-${last}`)
    .join(),
});

export const faceKey = ({ family, weight, style, stretch, range }: Face): string =>
  [family, weight, style, stretch, range].join("|");
