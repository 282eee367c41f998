import { withoutPrivateParts } from "../../contract/private-url.ts";
import { privateOf } from "./private-names.ts";

/** Each sign alone, and letters of other scripts as they belong together: what is no text does not keep the rest from being read. */
const ENCODED = /%[0-7][\da-f]|(?:%[89a-f][\da-f])+/gi;
/** What was encoded more often was encoded to get past somebody. */
const MOST_TIMES = 5;

const decoded = (text: string): string => {
  let plain = text;
  for (let times = 0; times < MOST_TIMES && plain.includes("%"); times++) {
    plain = plain.replace(ENCODED, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    });
  }
  return plain;
};

/**
 * Takes out of an address what the contract takes out of a page's, and of each piece of it what may be private in a text. What is harmless
 * keeps its spelling.
 *
 * @param address With any scheme and two slashes.
 * @param mark What stands in the place of what is taken out.
 * @param cleanText Takes out of a text what may be private.
 */
export const cleanAddress = (address: string, mark: string, cleanText: (text: string) => string): string => {
  const cleanPiece = (piece: string): string => {
    const text = decoded(piece);
    const clean = cleanText(text);
    return clean === text ? piece : encodeURIComponent(clean.toWellFormed());
  };
  const cleanPart = (part: string): string => {
    const [name = "", ...values] = part.split("=");
    if (values.length === 0) return cleanPiece(part);
    const value = values.join("=");
    return `${cleanPiece(name)}=${value && privateOf(decoded(name), true) ? mark : cleanPiece(value)}`;
  };
  const [scheme = ""] = address.split(":", 1);
  const isPage = /^(https?|file|(chrome|moz)-extension)$/i.test(scheme);
  // Others have parts as those of a page, which are private for the same reasons: `wss://...?token=...`.
  const parts = withoutPrivateParts(isPage ? address : address.replace(scheme, "https"));
  const [, host = "", rest = ""] = parts?.match(/^[^:]+(:\/\/[^/?]*)(.*)$/) ?? [];
  return parts === undefined
    ? `${scheme}://${mark}`
    : scheme.toLowerCase() + host + rest.replace(/[^/?&;]+/g, cleanPart);
};
