import { Problem } from "../problems.ts";
import { hasHalfCharacters, inspectJson } from "./inspect-json.ts";

/** Parsed JSON, and what was cut out of it. */
export type ParsedJson = { value: unknown; cut: Buffer | undefined };

/** As much of a cut string stays, so that schemas can look at its beginning. */
const LONGEST_HEAD = 64;
const COMMA = 0x2c;

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid_json", { reason: "it is not UTF-8" });
  }
};

/** Where a member called `__proto__` stands. */
const pathOfProto = (value: unknown): string | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (name === "__proto__") return name;
    const path = pathOfProto(inner);
    if (path !== undefined) return `${name}.${path}`;
  }
  return undefined;
};

const parse = (text: string): unknown => {
  const value: unknown = JSON.parse(text);
  // A member of this name means harm, or a mistake; schemas of open objects would not see it.
  const path = /__proto__|\\u005f/i.test(text) ? pathOfProto(value) : undefined;
  if (path !== undefined)
    throw new Problem("invalid_body", {
      issues: [{ path: path.slice(-200), message: "is not a field of this request" }],
    });
  return value;
};

/**
 * Parses JSON that a stranger sent.
 *
 * @param dataUrl A member of the outermost object that may hold a data URL. What follows its comma is cut out before anything
 * is decoded and given back as bytes, because a picture's megabytes cost more as text than all else; the value keeps
 * the URL up to its comma. One that cannot be cut (it has escapes, or no comma) stays whole.
 * @throws Problem `invalid_json`, `invalid_body`
 */
export const parseJson = (bytes: Buffer, dataUrl?: string): ParsedJson => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new Problem("invalid_json", { reason: "it begins with a byte order mark" });
  const { refused, string } = inspectJson(bytes, dataUrl);
  if (refused) throw new Problem("invalid_json", { reason: refused });
  const comma = string ? bytes.subarray(string.start, string.start + LONGEST_HEAD).indexOf(COMMA) : -1;
  const start = string ? string.start + comma + 1 : 0;
  const cut = string && comma >= 0 && start <= string.end ? bytes.subarray(start, string.end) : undefined;
  const text = cut ? decode(bytes.subarray(0, start)) + decode(bytes.subarray(start + cut.length)) : decode(bytes);
  try {
    const value = parse(text);
    if (hasHalfCharacters(text, value))
      throw new Problem("invalid_json", { reason: "it has half of a character (a lone surrogate)" });
    return { value, cut };
  } catch (error) {
    if (error instanceof Problem) throw error;
    // The parser's own message repeats what was sent, so it is not passed on.
    throw new Problem("invalid_json", { reason: text.trim() === "" ? "it is empty" : "it cannot be parsed" });
  }
};
