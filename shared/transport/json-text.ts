const SHORT: Record<string, string> = { "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escaped = (character: string): string =>
  SHORT[character] ??
  (character < " " || character >= "\ud800"
    ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
    : `\\${character}`);

/**
 * `JSON.stringify` for what is written here and sent, in a page that may have put a `toJSON` on `Array.prototype` or
 * `Object.prototype`, as old libraries do: that one would make text of our lists. Or another `JSON.stringify`: so it is not asked.
 *
 * @param value Plain objects, lists, strings, numbers, booleans and `null`. Members that are `undefined` are left out.
 */
export const jsonText = (value: unknown): string => {
  if (typeof value === "string") return `"${value.replace(/[^ !#-[\]-\u{10ffff}]|\p{Surrogate}/gu, escaped)}"`;
  if (typeof value !== "object" || value === null)
    return typeof value === "boolean" || Number.isFinite(value) ? String(value) : "null";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${jsonText(name)}:${jsonText(member)}`).join(",")}}`;
};
