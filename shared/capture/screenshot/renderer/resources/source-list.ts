const DEFAULT_PORTS: Record<string, string> = { "http:": "80", "https:": "443" };
const HOST = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[^/:]+)(?::(\d+|\*))?(\/.*)?$/i;

/** `http:` stands for `https:` too, the safer of the two. */
const sameScheme = (wanted: string, { protocol }: URL): boolean =>
  wanted === protocol || (wanted === "http:" && protocol === "https:");

const sourceAllows = (source: string, url: URL, self: URL): boolean => {
  if (source === "*") return /^https?:$/.test(url.protocol) || url.protocol === self.protocol;
  if (source.toLowerCase() === "'self'")
    return url.origin === self.origin || (url.host === self.host && sameScheme(self.protocol, url));
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return sameScheme(source.toLowerCase(), url);
  const [, scheme, host = "", port, path] = HOST.exec(source) ?? [];
  if (!host || host.startsWith("'") || !sameScheme(scheme?.toLowerCase() ?? self.protocol, url)) return false;
  const name = host.toLowerCase();
  const isHost = name === "*" || (name.startsWith("*.") ? url.hostname.endsWith(name.slice(1)) : url.hostname === name);
  const usedPort = url.port || DEFAULT_PORTS[url.protocol];
  const isPort = port === "*" || usedPort === (port ?? DEFAULT_PORTS[url.protocol]);
  const isPath = !path || path === "/" || (path.endsWith("/") ? url.pathname.startsWith(path) : url.pathname === path);
  return isHost && isPort && isPath;
};

/**
 * Whether a content security policy lets a page fetch an address, as its text says it.
 *
 * @param policy As in the header: directives after semicolons, further policies after commas.
 * @param self The page's own address.
 */
export const policyAllows = (policy: string, url: URL, self: URL): boolean =>
  policy.split(",").every((one) => {
    const directives = new Map<string, string[]>();
    for (const directive of one.split(";")) {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
    }
    const sources = directives.get("connect-src") ?? directives.get("default-src");
    return !sources || sources.some((source) => sourceAllows(source, url, self));
  });
