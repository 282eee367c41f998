import type { OriginEntry } from "./allowed-origins.ts";
import { parseOriginEntry } from "./allowed-origins.ts";

/**
 * Under a public suffix strangers register names of their own: `co.uk`, and the private ones such as `github.io`. The list is
 * large, so it is loaded only where an origin is saved.
 */
export const isPublicSuffix = async (domain: string): Promise<boolean> => {
  const { getPublicSuffix } = await import("tldts");
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
};

/**
 * What `parseOriginEntry` does, and refuses entries that would admit the sites of strangers.
 *
 * @returns The entry as it is compared, or the reason why it cannot be one.
 */
export const checkOriginEntry = async (text: string): Promise<{ entry: OriginEntry } | { reason: string }> => {
  const parsed = parseOriginEntry(text);
  if ("reason" in parsed || parsed.entry.includes("://")) return parsed;
  const domain = parsed.entry.replace(/^\*\./, "");
  if (domain === "*" || domain === "localhost" || !(await isPublicSuffix(domain))) return parsed;
  return {
    reason: `anybody can have a site under ${domain}: name yours, such as your-name.${domain}`,
  };
};
