import { LIMITS } from "./limits.ts";

/** Query parameters whose values are never kept, whatever they hold. Compared without regard to case. */
const PRIVATE_NAMES =
  /^(token|access_token|id_token|code|state|key|api_key|auth|password|secret|session|sid|jwt|sig|signature|otp|email|phone|x-amz-.*)$/i;

const REMOVED = "removed";

/** Words joined by hyphens are a title, however long; a run of 32 or more of anything else may be a credential. */
const isOpaque = (text: string): boolean =>
  text.length >= 32 &&
  /^[\w~.+/=-]+$/.test(text) &&
  !text.split(/[-_.]/).every((piece) => piece.length <= 20 && /^([A-Za-z]*|\d{1,8})$/.test(piece));

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};

/**
 * Takes what may be private out of the address of a page: user and password, the fragment, the values of parameters
 * named like credentials, and opaque strings of 32 characters or more, in the path as in the query.
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
  url.username = "";
  url.password = "";
  url.hash = "";
  url.pathname = url.pathname
    .split("/")
    .map((segment) => (isOpaque(decoded(segment)) ? REMOVED : segment))
    .join("/");
  // Rewritten piece by piece, not through URLSearchParams: what is harmless keeps its exact spelling.
  if (url.search) {
    const query = url.search
      .slice(1)
      .split("&")
      .map((pair) => {
        const at = pair.indexOf("=");
        const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
        if (at < 0) return isOpaque(decoded(name)) ? REMOVED : pair;
        return PRIVATE_NAMES.test(decoded(name)) || isOpaque(decoded(value)) ? `${name}=${REMOVED}` : pair;
      });
    url.search = `?${query.join("&")}`; // the setter takes one question mark off, and the query may begin with another
  }
  if (url.href.length > LIMITS.pageUrl) url.search = "";
  return url.href.slice(0, LIMITS.pageUrl);
};
