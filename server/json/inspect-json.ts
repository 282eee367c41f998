/** No honest body is deeper, or holds as many values: a submission with every list full has some 12,000. */
export const JSON_LIMITS = { depth: 32, values: 20_000 } as const;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Where a string ends that begins before `from`: a long one without escapes, such as a picture, costs one native search. */
const endOfString = (bytes: Buffer, from: number): number => {
  const quote = bytes.indexOf(QUOTE, from);
  if (quote < 0) return bytes.length;
  if (bytes[quote - 1] !== BACKSLASH) return quote;
  for (let at = bytes.indexOf(BACKSLASH, from); at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
};

const hasEscapes = (bytes: Buffer, start: number, end: number): boolean => {
  const at = bytes.indexOf(BACKSLASH, start);
  return at >= 0 && at < end;
};

const nameOf = (bytes: Buffer, start: number, end: number): string => {
  const text = bytes.toString("utf8", start, end);
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text; // no JSON at all: the parser will say so
  }
};

export type Inspected =
  /** Why it is refused, without repeating what was sent. */
  | { refused: string; string?: undefined }
  /** Where the string stands that was asked for, between its quotes. One with escapes is not told: its bytes are not its text. */
  | { refused?: undefined; string: { start: number; end: number } | undefined };

/**
 * Looks at JSON before it is parsed, in one pass and without making anything of it: how deep it is, how much it holds, whether an
 * object names a field twice (parsers differ in which they take). It does not check the grammar; the parser does.
 *
 * @param wanted The member of the outermost object whose string is to be found.
 */
export const inspectJson = (bytes: Buffer, wanted?: string): Inspected => {
  /** The names seen in each object that is open; `null` for a list. */
  const open: Array<Set<string> | null> = [];
  let values = 0;
  let isName = false;
  let isWanted = false;
  let string: { start: number; end: number } | undefined;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at + 1);
      const names = open.at(-1);
      if (isName && names) {
        const name = nameOf(bytes, at + 1, end);
        if (names.has(name)) return { refused: "an object in it names the same field twice" };
        names.add(name);
        isName = false;
        isWanted = open.length === 1 && name === wanted;
      } else if (isWanted && open.length === 1 && !hasEscapes(bytes, at + 1, end)) string = { start: at + 1, end };
      at = end;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (open.length === JSON_LIMITS.depth) return { refused: `it is nested deeper than ${JSON_LIMITS.depth} levels` };
      open.push(byte === OPEN_OBJECT ? new Set() : null);
      isName = byte === OPEN_OBJECT;
      values++;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      open.pop();
      isName = false;
    } else if (byte === COMMA) {
      isName = Boolean(open.at(-1));
      values++;
    }
    if (values > JSON_LIMITS.values) return { refused: `it holds more than ${JSON_LIMITS.values} values` };
  }
  return { string };
};

const isWellFormed = (value: unknown): boolean => {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner));
};

/** Half of a character (a lone surrogate) is no text: databases and other programs keep it in different ways, or not at all. */
export const hasHalfCharacters = (text: string, value: unknown): boolean =>
  /\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value);
