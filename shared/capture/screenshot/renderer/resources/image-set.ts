const TYPES = /^image\/(png|jpe?g|gif|webp|avif|svg\+xml|bmp|x-icon)$/;
const UNITS: Record<string, number> = { x: 1, dppx: 1, dpi: 1 / 96, dpcm: 2.54 / 96 };

/** What is between commas that stand in no brackets and no string. */
const partsOf = (list: string): string[] =>
  (
    list.match(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:"(?:\\.|[^"\\])*"|[^()"]|\([^()]*\))*\)|[^,"'()])+/g) ?? []
  ).map((part) => part.trim());

type Candidate = { text: string; density: number; isKnown: boolean };

const candidateOf = (part: string): Candidate => {
  const rest = part.replace(/^\S*\((?:"(?:\\.|[^"\\])*"|[^()"]|\([^()]*\))*\)|^"(?:\\.|[^"\\])*"/, "");
  const [, number = "1", unit = "x"] = /(?:^|\s)([\d.]+)(x|dppx|dpi|dpcm)\b/.exec(rest) ?? [];
  const [, type] = /\btype\(["']([^"']*)["']\)/.exec(rest) ?? [];
  return { text: part, density: Number(number) * (UNITS[unit] ?? 1), isKnown: !type || TYPES.test(type) };
};

const endOf = (value: string, start: number): number => {
  let depth = 0;
  let quote = "";
  for (let index = start; index < value.length; index++) {
    const one = value[index] ?? "";
    if (one === "\\") index++;
    else if (quote) quote = one === quote ? "" : quote;
    else if (one === '"' || one === "'") quote = one;
    else if (one === "(") depth++;
    else if (one === ")" && --depth === 0) return index;
  }
  return value.length;
};

/**
 * A value of CSS in which every `image-set()` has only the picture that the browser has chosen for the screen, so that no
 * other is asked for.
 *
 * @param pixels Of the device, for one of CSS.
 */
export const withChosenImages = (value: string, pixels: number): string => {
  const start = /(?:-webkit-)?image-set\(/.exec(value);
  if (!start) return value;
  const open = start.index + start[0].length - 1;
  const close = endOf(value, open);
  const known = partsOf(value.slice(open + 1, close))
    .map(candidateOf)
    .filter(({ isKnown }) => isKnown)
    .sort((a, b) => a.density - b.density);
  const chosen = known.find(({ density }) => density >= pixels) ?? known.at(-1);
  const kept = chosen ? `image-set(${chosen.text})` : "none";
  return value.slice(0, start.index) + kept + withChosenImages(value.slice(close + 1), pixels);
};
