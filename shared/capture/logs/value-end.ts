import type { HowMuch } from "./private-names.ts";

/**
 * What ends a value that has no quotes. Signs may be part of a password, so they end it only where something else goes on behind them:
 * a blank, a string, the next name of a form. So does an address, which has been put away behind a mark (`without-secrets.ts`).
 */
const END =
  "\\n|[,;)\\]}][,;.:)\\]}]{0,8}(?!\\S)|[,;]\\\\{0,7}[\"'`]|\\\\{0,7}[\"'`](?:[\\s,;:.)\\]}]|$)|&[\\w.[\\]%-]{1,40}=|\\s\\(?\\0";
const PLAIN: Readonly<Record<HowMuch, RegExp>> = {
  word: new RegExp(`(?:(?!${END})\\S)+`, "y"),
  phrase: new RegExp(`(?:(?!${END})[^])+`, "y"),
  line: /[^\n]+/y,
};
const OPENING = /(\\*)["'`]|[[({]/y;
const SIGN = /(?<!\\)(\\*)["'`]|[[({\])}]/g;

/** The first of a pattern's finds from there on. */
const find = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(text);
};

/** Behind the same quote, escaped as often: `"it's"`, `"a\"b"`, `\"a\\\"b\"`. What is not closed goes to the end. */
const endOfQuoted = (text: string, opening: RegExpExecArray): number => {
  const depth = opening[1]?.length ?? 0;
  let at = opening.index + opening[0].length;
  for (let sign = find(SIGN, text, at); sign; sign = find(SIGN, text, at)) {
    at = sign.index + sign[0].length;
    const escapes = sign[1]?.length ?? 0;
    // Each string in a string doubles the escapes within; an even number of them are signs of their own.
    const isClosing = escapes < depth || ((escapes - depth) / (depth + 1)) % 2 === 0;
    if (sign[0].at(-1) === opening[0].at(-1) && isClosing) return at;
  }
  return text.length;
};

/** Behind the bracket that closes this one. */
const endOfBracketed = (text: string, from: number): number => {
  let depth = 0;
  let at = from;
  for (let sign = find(SIGN, text, at); sign; sign = find(SIGN, text, at)) {
    at = sign[1] === undefined ? sign.index + 1 : endOfQuoted(text, sign);
    if (sign[1] === undefined) depth += "[({".includes(sign[0]) ? 1 : -1;
    if (depth === 0) return at;
  }
  return text.length;
};

/**
 * Where a value ends that begins at `from`: a string, what stands in brackets, or words.
 *
 * @param howMuch How far words go.
 * @returns `from` where there is none.
 */
export const valueEnd = (text: string, from: number, howMuch: HowMuch): number => {
  const opening = find(OPENING, text, from);
  if (opening) return opening[1] === undefined ? endOfBracketed(text, from) : endOfQuoted(text, opening);
  const words = find(PLAIN[howMuch], text, from);
  return from + (words?.[0].length ?? 0);
};
