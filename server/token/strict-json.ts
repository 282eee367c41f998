/** Says in words what is wrong with a text that should be JSON. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/**
 * What the language's own parser lets pass although two readers would understand it differently: a member that stands twice
 * (the last wins here, the first elsewhere), a number too large to be one, and the member that means an object's prototype.
 *
 * @param text JSON that has been parsed already, so its grammar is right.
 */
const checkMembers = (text: string): void => {
  const open: Array<Set<string> | null> = []; // the members of each object that is open, `null` for an array
  let last: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const members = open.at(-1);
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":" && members && last !== undefined) {
      const name = JSON.parse(last) as string; // however it is escaped
      if (members.has(name)) throw new JsonFault("has a member twice");
      if (name === "__proto__") throw new JsonFault("has a member `__proto__`");
      members.add(name);
    } else if (/^[-\d]/.test(token) && !Number.isFinite(Number(token))) throw new JsonFault("has a number too large");
    last = token;
  }
};

/**
 * Parses a JSON object strictly: UTF-8 without a byte order mark, no member twice at any depth, no number beyond range.
 *
 * @throws JsonFault whose message goes on from "its header …".
 */
export const parseStrictObject = (bytes: Uint8Array): Record<string, unknown> => {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonFault("is not UTF-8");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonFault("is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new JsonFault("is not a JSON object");
  checkMembers(text);
  return value as Record<string, unknown>;
};
