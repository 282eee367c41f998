/**
 * `JSON.stringify` for what is written here and sent, in a page that may have put a `toJSON` on `Array.prototype` or
 * `Object.prototype`, as old libraries do: that one would make text of our lists.
 *
 * @param value Plain objects, lists, strings, numbers, booleans and `null`. Members that are `undefined` are left out.
 */
export const jsonText = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(",")}}`;
};
