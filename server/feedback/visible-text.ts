/**
 * Characters that show nothing and carry text past a reader's eyes: controls (line breaks and tabs stay), what turns the direction of
 * writing, blanks without width, and the plane of Unicode in which whole sentences can be hidden. Joiners stay: scripts and emoji
 * need them.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** One chooses how a sign is drawn; a row of them is a hidden text. */
const SELECTORS = /([\ufe00-\ufe0f])[\ufe00-\ufe0f]+/g;

/** Somebody's text as a reader would see it: what hides is gone, line breaks are all of one kind. */
export const visible = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(HIDDEN, "")
    .replace(SELECTORS, "$1");

/** The same for every text in a value, names of fields too. */
export const allVisible = <Value>(value: Value): Value => {
  if (typeof value === "string") return visible(value) as Value;
  if (Array.isArray(value)) return value.map(allVisible) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [visible(name), allVisible(inner)])) as Value;
};

/** At most so many characters, on one line; what is left out is said. */
export const excerpt = (text: string, most: number): string => {
  const line = visible(text).replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most).toWellFormed()}… (${line.length} characters in all)`;
};
