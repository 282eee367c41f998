import { meansSecret, spellingsOf } from "../secret-names.ts";

/** Ends of names, in small letters: those that no other word ends with, and those that must stand alone. */
const PRIVATE = new RegExp(
  "(token|secret|api ?key|session ?id|jwt|cookie|credential|signature|e ?mail|" +
    "(^| )(session|sid|phpsessid|sig|o?auth|[cx]srf|phone|tel|(access|secret|private|signing|encryption) ?key))" +
    "s?( (id|key|code|value|hash|header|address|number))?[ \\d]*$",
);
/** Of an address these are private; in a sentence they are what it is about: `code: 404`. */
const PRIVATE_IN_ADDRESS = /(^|[\s[])(code|state|key)$/i;
/** Headers whose values have blanks and semicolons in them. */
const HEADER = /(cookie|authorization)s?$/;

/** How much of what is said of a name is private: one word, a phrase, all to the end of the line. */
export type HowMuch = "word" | "phrase" | "line";

const howMuchOf = (name: string, isPair: boolean): HowMuch | undefined => {
  // A longer one is to keep us busy: what it means is said at its end.
  const end = name.slice(-100).replace(/[^\p{L}\d]+$/u, "");
  const spellings = spellingsOf(end);
  const isLike = (pattern: RegExp) => spellings.some((spelling) => pattern.test(spelling));
  if (isLike(HEADER)) return "line";
  if (meansSecret(end)) return "phrase";
  return isLike(PRIVATE) || (isPair && PRIVATE_IN_ADDRESS.test(end)) ? "word" : undefined;
};

/**
 * How much of what is said of this name is private, in a line of a console or in an address.
 *
 * @param name In any spelling, with what stands in brackets behind it: `accessToken`, `user[email]`, `token[a]`, `API key`.
 * @param isPair Whether it is said as in an address or a form: `name=value`.
 * @returns `undefined` where nothing is.
 */
export const privateOf = (name: string, isPair: boolean): HowMuch | undefined => {
  for (const part of [name, ...name.split("[", 9)]) {
    const howMuch = howMuchOf(part, isPair);
    if (howMuch) return howMuch;
  }
  return undefined;
};
