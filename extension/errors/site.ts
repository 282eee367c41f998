import * as z from "zod/mini";

/** A site whose errors go along: scheme and host. Without a port: browsers allow access to a host, whatever the port. */
export const errorSite = z.string().check(z.regex(/^https?:\/\/([a-z\d._-]+|\[[\da-f:]+\])$/i));

export const errorSiteOf = (address: string | undefined): string | undefined => {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  const site = errorSite.safeParse(`${protocol}//${hostname}`);
  return site.success ? site.data : undefined;
};

/** All pages of a site, as browsers write it. */
export const pagesOf = (site: string): string => `${site}/*`;
