import { isIP, isIPv4 } from "node:net";
import { domainToASCII } from "node:url";

/**
 * One entry of a publishable key's allowed origins:
 * `example.com` (it and its subdomains, https, default port), `*.example.com` (subdomains only),
 * `https://example.com:8443` (exactly that), `localhost` (http or https, any port), `chrome-extension://ID`,
 * `moz-extension://*`, `*` (any web page, and clients that name no page).
 */
export type OriginEntry = string;

const EXTENSION = /^(chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/(\*|[0-9a-f-]{36}))$/;

/** One label, such as the name of a machine of an intranet, or several. */
const isHostName = (text: string): boolean =>
  text.length <= 253 && text.split(".").every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
const isDomain = (text: string): boolean => text.includes(".") && isHostName(text) && isIP(text) === 0;

const STAR_IN_FRONT = "a star stands only in front: *.example.com, or alone";

/** Why no browser ever writes an origin of this host, if so. What was written tells `127.0.0.1` from `0x7f.1`. */
const reasonAgainstHost = (url: URL, written: string): string | undefined => {
  const { hostname } = url;
  if (hostname === "*") return "a full origin has no star: write * alone, for any web page";
  if (hostname.startsWith("*."))
    return `a full origin has no star: write ${hostname} for the subdomains over https, or each origin by itself`;
  if (hostname.includes("*")) return STAR_IN_FRONT;
  if (hostname.endsWith(".")) return "a host must not end with a dot";
  if (isIPv4(hostname))
    return written === hostname ? undefined : `write an IP address as four plain numbers: ${url.origin}`;
  if (hostname.startsWith("[") || isHostName(hostname)) return undefined;
  return "not a host: write scheme, host and port, such as https://example.com:8443";
};

/**
 * Checks one entry and writes it the way it is compared: lower case, punycode.
 *
 * @returns The entry, or the reason why it cannot be one.
 */
export const parseOriginEntry = (text: string): { entry: OriginEntry } | { reason: string } => {
  const entry = text.trim().toLowerCase();
  if (entry === "*" || entry === "localhost" || EXTENSION.test(entry)) return { entry };
  if (/^https?:\/\//.test(entry)) {
    const url = URL.parse(entry);
    if (!url || url.username || url.password)
      return { reason: "not an origin: write scheme, host and port, such as https://example.com:8443" };
    if (url.pathname !== "/" || url.search || url.hash || entry.endsWith("/"))
      return { reason: `an origin has no path: write ${url.origin}` };
    const reason = reasonAgainstHost(url, entry.replace(/^https?:\/\/|:\d*$/g, ""));
    return reason === undefined ? { entry: url.origin } : { reason };
  }
  if (entry.includes("://"))
    return { reason: "only http, https, chrome-extension and moz-extension origins can be allowed" };
  if (/[/?#@:]/.test(entry))
    return { reason: "write a domain alone, or a full origin such as https://example.com:8443" };
  if (entry.endsWith(".")) return { reason: "a domain must not end with a dot" };
  const wildcard = entry.startsWith("*.");
  const domain = domainToASCII(wildcard ? entry.slice(2) : entry);
  if (domain.includes("*")) return { reason: STAR_IN_FRONT };
  if (isIP(domain) !== 0)
    return { reason: `an IP address is no domain: write it as a full origin, such as https://${domain}` };
  if (!isDomain(domain)) return { reason: "not a domain: write it like example.com" };
  return { entry: wildcard ? `*.${domain}` : domain };
};

const admits = (entry: OriginEntry, origin: string, url: URL): boolean => {
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  if (entry === "*") return isWeb;
  if (entry === origin) return true;
  if (entry === "moz-extension://*") return url.protocol === "moz-extension:";
  if (entry === "localhost") return isWeb && url.hostname === "localhost";
  if (url.protocol !== "https:" || url.port !== "" || entry.includes("://")) return false;
  return entry.startsWith("*.")
    ? url.hostname.endsWith(entry.slice(1))
    : url.hostname === entry || url.hostname.endsWith(`.${entry}`);
};

/** An origin the way browsers write it, also for extensions, of which the URL standard says nothing. */
export const originAsWritten = (url: URL): string =>
  /^(chrome|moz)-extension:$/.test(url.protocol) ? `${url.protocol}//${url.host}` : url.origin;

/** The entry that would let an origin in, for the message that refuses it. */
const admittingEntry = (origin: string, url: URL): string | null => {
  if (url.protocol === "moz-extension:") return "moz-extension://*";
  if (url.hostname === "localhost") return "localhost";
  if (url.protocol === "chrome-extension:") return origin;
  if (url.protocol === "https:" && url.port === "" && isDomain(url.hostname)) return url.hostname;
  return url.protocol === "https:" || url.protocol === "http:" ? origin : null;
};

export type OriginDecision =
  | { allowed: true; entry: OriginEntry }
  | { allowed: false; origin: string | null; admittedBy: string | null };

/**
 * Decides whether a request may use a publishable key. `Origin` decides when it is present, exactly as browsers write it;
 * `Referer` (its origin) only when `Origin` is absent; with neither, only `*` lets it pass; `null` never passes.
 */
export const decideOrigin = (
  entries: readonly OriginEntry[],
  origin: string | undefined,
  referer: string | undefined,
): OriginDecision => {
  const named = origin ?? (referer === undefined ? undefined : (URL.parse(referer)?.origin ?? "null"));
  if (named === undefined)
    return entries.includes("*") ? { allowed: true, entry: "*" } : { allowed: false, origin: null, admittedBy: null };
  const url = named === "null" ? null : URL.parse(named);
  // Nothing is repaired: upper case, a default port or a path is not what a browser writes.
  if (!url || originAsWritten(url) !== named) return { allowed: false, origin: named.slice(0, 256), admittedBy: null };
  const entry = entries.find((candidate) => admits(candidate, named, url));
  return entry !== undefined
    ? { allowed: true, entry }
    : { allowed: false, origin: named.slice(0, 256), admittedBy: admittingEntry(named, url) };
};

/**
 * The same by the rule of dialects that have lists of domains: a domain lets itself and its subdomains in, over http and https,
 * whatever the port. Without a list, everybody is let in.
 */
export const decideDomain: typeof decideOrigin = (entries, origin, referer) => {
  if (entries.length === 0) return { allowed: true, entry: "*" };
  const named = origin ?? referer;
  const url = named === undefined ? null : URL.parse(named);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  const entry = entries.find((one) => isWeb && (url.hostname === one || url.hostname.endsWith(`.${one}`)));
  return entry === undefined
    ? {
        allowed: false,
        origin: named === undefined ? null : (isWeb ? url.origin : named).slice(0, 256),
        admittedBy: isWeb ? url.hostname : null,
      }
    : { allowed: true, entry };
};
