import { LIMITS } from "./limits.ts";

/** Names of parameters whose values are never kept, whatever they hold. Compared without regard to case. */
const PRIVATE =
  "token|access_token|id_token|code|state|key|api_key|auth|password|secret|session|sid|jsessionid|phpsessid|jwt|sig|signature|otp|email|phone|x-amz-[a-z-]*";
/** Also `token[]`, `user[token]`, and `a;token`, where a semicolon parts parameters. */
const PRIVATE_NAME = new RegExp(`(^|[;[])(${PRIVATE})([\\][]|$)`, "i");
/** The same names in a text that holds parameters of its own: an address in an address, `;jsessionid=...` in a path. */
const PRIVATE_PAIR = new RegExp(`(^|[?&;#[])((${PRIVATE})([\\][][^=&;#]*)?)=[^&;#]*`, "gi");

const REMOVED = "removed";
const RUN = /[\w~.+-]{32,}/g;

/** Words joined by hyphens are a title, however long; a run of 32 or more of anything else may be a credential. */
const isTitle = (run: string): boolean =>
  run.split(/[-_.]/).every((piece) => piece.length <= 20 && /^([A-Za-z]*|\d{1,8})$/.test(piece));

/** Puts a mark in the place of each opaque string of 32 characters or more. */
export const withoutOpaque = (text: string, mark: string): string =>
  text.replace(RUN, (run) => (isTitle(run) ? run : mark));

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};

/** Takes private parts out of one piece of an address. What is harmless keeps its exact spelling. */
const cleanPiece = (piece: string): string => {
  if (/^[\w.~-]{0,31}$/.test(piece)) return piece; // nothing to decode, and too short to be a secret by its form
  const text = decoded(piece);
  const clean = withoutOpaque(
    text
      .replace(/(:\/\/)[^/?#\s]*@/g, "$1") // user and password of an address in the address
      .replace(PRIVATE_PAIR, `$1$2=${REMOVED}`),
    REMOVED,
  );
  return clean === text ? piece : encodeURIComponent(clean);
};

const cleanPair = (pair: string): string => {
  const at = pair.indexOf("=");
  if (at < 0) return cleanPiece(pair);
  const name = pair.slice(0, at);
  return `${name}=${PRIVATE_NAME.test(decoded(name)) ? REMOVED : cleanPiece(pair.slice(at + 1))}`;
};

/**
 * Takes what may be private out of the address of a page: user and password, the fragment, the values of parameters
 * named like credentials, and opaque strings of 32 characters or more, wherever they stand in path or query.
 * Runs on the client before anything is shown or sent, and again on the server.
 *
 * @param address Any text. What is no address of a page (http, https, file, an extension's page) gives `undefined`.
 * @returns At most `LIMITS.pageUrl` characters; a longer address loses its query first, then its end.
 */
export const withoutPrivateParts = (address: string): string | undefined => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (!/^(https?|file|chrome-extension|moz-extension):$/.test(url.protocol)) return undefined;
  // Each of these writes the whole address again.
  if (url.username) url.username = "";
  if (url.password) url.password = "";
  if (address.includes("#")) url.hash = "";
  url.pathname = url.pathname.split("/").map(cleanPiece).join("/");
  // Rewritten piece by piece, not through URLSearchParams: what is harmless keeps its exact spelling.
  if (url.search) {
    const query = url.search.slice(1).split("&").map(cleanPair).join("&");
    url.search = `?${query}`; // the setter takes one question mark off, and the query may begin with another
  }
  if (url.href.length > LIMITS.pageUrl) url.search = "";
  return url.href.slice(0, LIMITS.pageUrl);
};
