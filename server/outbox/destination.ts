import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { reachOf } from "./public-address.ts";

/** A host of the operator's own network that webhooks may reach, over http too; and images, where an app names it. */
export type AllowedHost = { name: string; port: string | null };

/** Where a name leads: every address. */
export type Lookup = (name: string) => Promise<Array<{ address: string; family: number }>>;

export const lookupBySystem: Lookup = (name) => systemLookup(name, { all: true });

/** As URLs write it: lower case, IDN as punycode, numbers of any spelling as an address. */
const hostname = (text: string): string | undefined => URL.parse(`http://${text}`)?.hostname;

/** Reads `host, host:port, [::1]:8080`; `undefined` when a piece is no host. */
export const parseAllowedHosts = (text: string): AllowedHost[] | undefined => {
  const hosts: AllowedHost[] = [];
  for (const piece of text.split(",").map((entry) => entry.trim())) {
    const [, host = "", port = null] = /^(\[[^\]]+\]|[^\s:/?#@*]+)(?::(\d{1,5}))?$/.exec(piece) ?? [];
    const name = hostname(host);
    if (!name || Number(port ?? 1) > 65_535) return undefined;
    hosts.push({ name, port });
  }
  return hosts;
};

const portOf = ({ port, protocol }: URL): string => port || (protocol === "https:" ? "443" : "80");

/** Whether the operator has named this host, at this port. */
export const isAllowed = (url: URL, hosts: AllowedHost[]): boolean =>
  hosts.some(({ name, port }) => name === url.hostname && (port === null || port === portOf(url)));

/** May a webhook go to this address? Link-local ones and those of metadata never, whatever the operator says. */
const admits = (address: string, allowed: boolean): boolean => {
  const reach = reachOf(address);
  return reach === "public" || (reach === "private" && allowed);
};

/** The address in a URL's host, if it is one rather than a name. */
export const literalOf = ({ hostname: name }: URL): string | undefined => {
  const bare = name.replace(/^\[|\]$/g, "");
  return isIP(bare) ? bare : undefined;
};

const NOT_PUBLIC = "must lead to a public address";

/**
 * What is wrong with the address of a webhook; `undefined` when nothing is, as far as can be said without asking for its name:
 * that is done at every connect.
 */
export const urlProblem = (text: string, hosts: AllowedHost[]): string | undefined => {
  // URLs lose spaces and control characters when they are read; what is stored must be what was checked.
  const url = /[\s\p{Cc}\p{Cs}]/u.test(text) ? null : URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return "must be an https address";
  const allowed = isAllowed(url, hosts);
  if (url.protocol === "http:" && !allowed) return "must be an https address";
  if (url.username || url.password) return "must hold no user and password: check the signature instead";
  if (url.hash || text.includes("#")) return "must have no fragment: it is never sent";
  const literal = literalOf(url);
  if (literal && !admits(literal, allowed)) return NOT_PUBLIC;
  if (/(^|\.)localhost\.?$/.test(url.hostname) && !allowed) return NOT_PUBLIC;
  return undefined;
};

/** A webhook may not go where its address leads; the message is for the delivery log. */
export class RefusedDestination extends Error {
  override readonly name = "RefusedDestination";
}

/**
 * Finds the addresses to connect to. Whoever connects must use these and not ask again: the next answer could be another.
 *
 * @throws RefusedDestination when one of them is not for webhooks, or what `lookup` throws.
 */
export const addressesOf = async (url: URL, hosts: AllowedHost[], lookup: Lookup): ReturnType<Lookup> => {
  const problem = urlProblem(url.href, hosts);
  if (problem) throw new RefusedDestination(`its address ${problem}`);
  const literal = literalOf(url);
  const addresses = literal ? [{ address: literal, family: isIP(literal) }] : await lookup(url.hostname);
  const allowed = isAllowed(url, hosts);
  if (addresses.length === 0 || !addresses.every(({ address }) => admits(address, allowed)))
    throw new RefusedDestination(`its address ${NOT_PUBLIC}`);
  return addresses;
};
