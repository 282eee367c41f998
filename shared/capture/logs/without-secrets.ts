import { withoutOpaque } from "../../contract/private-url.ts";
import { cleanAddress } from "./clean-address.ts";
import { withoutPrivateNumbers } from "./private-numbers.ts";
import { withoutPrivateValues } from "./private-values.ts";

const REMOVED = "removed";

/* Every pattern has bounds, or one way to be read: a page may write what it likes, and none of it may keep us busy. */

/** With a scheme and two slashes. Quotes end it, and brackets at its end are not part of it: it stands in a sentence. */
const ADDRESS = /\b[a-z][a-z\d+.-]{1,30}:\/\/[^\s"'<>`\\]*[^\s"'<>`\\(){}|^,;]/gi;
/** Contents, where an address is expected. */
const INLINE = /\b(data|blob|javascript):[^\s"'<>`]+/gi;
const CREDENTIALS = /\b(Bearer|Basic)\s+[\w+/=.~-]{6,}/gi;
const EMAIL = /[^\s\0@"'<>(){}[\],:;=&/]{1,64}(?:@|%40)[\p{L}\d.-]{1,190}\.\p{L}{2,24}/giu;
/** Keys of well-known services that are shorter than what counts as opaque. */
const KEY = /\b(AKIA|ASIA)[A-Z\d]{16}\b/g;

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
    .replace(ADDRESS, (address) => `\0${kept.push(cleanAddress(address, REMOVED, withoutSecrets)) - 1}\0`);
  const said = withoutPrivateValues(marked, REMOVED).replace(CREDENTIALS, `$1 ${REMOVED}`).replace(EMAIL, REMOVED);
  const clean = withoutOpaque(withoutPrivateNumbers(said, REMOVED).replace(KEY, REMOVED), REMOVED);
  return clean.replace(/\0(?:(\d+)\0)?/g, (_, index: string) => kept[Number(index)] ?? "");
};
