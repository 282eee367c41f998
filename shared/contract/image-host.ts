/** How a host is named that an app relays images from: `images.example.com`, `*.example.com` (its subdomains), with a port where it has one of its own. */
export const IMAGE_HOST_PATTERN =
  /^((\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f:]+\])(:\d{1,5})?$/;

/** Writes it the way browsers write hosts: lower case, IDN as punycode, without the port of https. What is no host is nothing. */
export const canonicalImageHost = (text: string): string => {
  const trimmed = text.trim();
  const star = trimmed.startsWith("*.") ? "*." : "";
  const host = trimmed.slice(star.length);
  if (/[\s\p{Cc}/\\?#@*%]/u.test(host)) return "";
  try {
    return star + new URL(`https://${host}`).host;
  } catch {
    return "";
  }
};

/** Whether an image of this address may be asked for: by its host, and by its port, which is the scheme's own where the entry names none. */
export const isRelayed = (hosts: readonly string[], { hostname, port }: URL): boolean =>
  hosts.some((entry) => {
    const [, name = "", itsPort = ""] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    return port === itsPort && (name.startsWith("*.") ? hostname.endsWith(name.slice(1)) : hostname === name);
  });
