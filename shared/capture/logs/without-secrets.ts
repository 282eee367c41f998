import { withoutOpaque, withoutPrivateParts } from "../../contract/private-url.ts";
import { meansSecret } from "../secret-names.ts";

const REMOVED = "removed";

/* Every pattern has bounds: a page may write what it likes, and none of it may keep us busy. */

/** With a scheme and two slashes. Brackets and quotes end it: it stands in a sentence. */
const ADDRESS = /\b([a-z][a-z\d+.-]{1,30}):\/\/[^\s"'<>`(){}|\\^]+/gi;
/** Contents, where an address is expected. */
const INLINE = /\b(data|blob|javascript):[^\s"'<>`]+/gi;
const CREDENTIALS = /\b(Bearer|Basic)\s+[\w+/=.~-]{6,}/gi;
/** A name of which something is said: `token=`, `"password": `, `Authorization: `, in quotes of quotes too. */
const NAMED = /(?<![\w-])([A-Za-z][\w-]{0,40})(\\{0,4}["']?\s?(?:=>|[=:])\s?)/g;
/** What is said, in quotes or as one word; of what means a secret the whole phrase. */
const WORD = /\\{0,4}(["'])[^"']*\1?|[^\s,;&"'(){}[\]\\]+/y;
const PHRASE = /\\{0,4}(["'])[^"']*\1?|[^\n,;&"'(){}[\]\\]+/y;
const PRIVATE_NAME =
  /(^|[-_])(token|secret|session|sessionid|sid|jsessionid|phpsessid|jwt|sig|signature|api-?key|apikey|auth|authorization|cookie|csrf|xsrf|credentials?|e-?mail|phone|tel|iban)$/i;
/** Of an address these are private; in a sentence they are what it is about: `code: 404`. */
const PRIVATE_IN_ADDRESS = /^(code|state|key)$/i;
const EMAIL = /[^\s\0@"'<>(){}[\],:;=&/]{1,64}@[\p{L}\d.-]{1,190}\.\p{L}{2,24}/gu;
const CARD = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g;
const ACCOUNT = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b/g;
const PHONE = /(?<![\w+])\+\d[\d ().-]{6,18}\d/g;
const NATIONAL_ID = /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g;
/** Keys of well-known services that are shorter than what counts as opaque. */
const KEY = /\b(AKIA|ASIA)[A-Z\d]{16}\b/g;

/** The check digit that card numbers have. */
const isCard = (text: string): boolean => {
  const digits = [...text.replace(/\D/g, "")].reverse().map(Number);
  const sum = digits.reduce((sum, digit, index) => {
    const twice = digit * 2;
    return sum + (index % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
};

const cleanAddress = (address: string, scheme: string): string => {
  const isPage = /^(https?|file|(chrome|moz)-extension)$/i.test(scheme);
  // Others have parts as those of a page, which are private for the same reasons: `wss://...?token=...`.
  const clean = withoutPrivateParts(isPage ? address : address.replace(scheme, "https"));
  if (clean === undefined) return `${scheme}://${REMOVED}`;
  return isPage ? clean : clean.replace("https", scheme);
};

/** How far what is private goes after this name; `undefined` where it is not. */
const privateAfter = (name: string, sign: string): RegExp | undefined => {
  if (meansSecret(name)) return PHRASE;
  return PRIVATE_NAME.test(name) || (sign.includes("=") && PRIVATE_IN_ADDRESS.test(name)) ? WORD : undefined;
};

/** Without what is said of private names. */
const withoutValues = (text: string): string => {
  let clean = "";
  let done = 0;
  for (const { 0: named, 1: name = "", 2: sign = "", index } of text.matchAll(NAMED)) {
    const pattern = index < done ? undefined : privateAfter(name, sign);
    if (!pattern) continue;
    pattern.lastIndex = index + named.length;
    if (!pattern.test(text)) continue;
    clean += text.slice(done, index + named.length) + REMOVED;
    done = pattern.lastIndex;
  }
  return clean + text.slice(done);
};

/**
 * Takes out of a text what may be private: in addresses what the contract names, and wherever it stands what is named like a
 * credential, e-mail addresses, numbers of cards, accounts and telephones, and opaque strings of 32 characters or more. Rather too
 * much than too little: it is a line of a console, and was written for nobody.
 */
export const withoutSecrets = (text: string): string => {
  const kept: string[] = [];
  // What was cleaned as an address is not looked at again, and its spelling stays. A number says which it was: what is taken out of the
  // text afterwards may take the mark of an address with it, and then that address is gone too.
  const marked = text
    .replaceAll("\0", "")
    .replace(INLINE, `$1:${REMOVED}`)
    .replace(ADDRESS, (address, scheme: string) => {
      const clean = cleanAddress(address, scheme).replace(EMAIL, REMOVED);
      return `\0${kept.push(clean) - 1}\0`;
    });
  const clean = withoutOpaque(
    withoutValues(marked.replace(CREDENTIALS, `$1 ${REMOVED}`))
      .replace(EMAIL, REMOVED)
      .replace(ACCOUNT, REMOVED)
      .replace(CARD, (digits) => (isCard(digits) ? REMOVED : digits))
      .replace(PHONE, REMOVED)
      .replace(NATIONAL_ID, REMOVED)
      .replace(KEY, REMOVED),
    REMOVED,
  );
  return clean.replace(/\0(?:(\d+)\0)?/g, (_, index: string) => kept[Number(index)] ?? "");
};
