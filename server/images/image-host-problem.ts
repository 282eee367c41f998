import { isPublicSuffix } from "../keys/public-suffix.ts";
import { type AllowedHost, isAllowed, literalOf, urlProblem } from "../outbox/destination.ts";

/**
 * Why an app may not relay images from a host; `undefined` when nothing speaks against it, as far as can be said without asking for
 * its name: that is done at every connect.
 *
 * @param entry As the contract writes it. @param hosts Those of the operator's own network that may be reached.
 */
export const imageHostProblem = async (entry: string, hosts: AllowedHost[]): Promise<string | undefined> => {
  const domain = entry.replace(/^\*\./, "");
  const isWildcard = domain !== entry;
  const secure = URL.parse(`https://${domain}`);
  if (!secure) return "must be a host such as images.example.com";
  const named = isWildcard ? undefined : [secure, new URL(`http://${domain}`)].find((url) => isAllowed(url, hosts));
  if (!named && (literalOf(secure) || !secure.hostname.includes(".")))
    return "must be the name of a public host, such as images.example.com";
  const problem = urlProblem((named ?? secure).href, hosts);
  if (problem) return problem;
  return isWildcard && (await isPublicSuffix(secure.hostname))
    ? `anybody can have a site under ${secure.hostname}: name yours, such as your-name.${secure.hostname}`
    : undefined;
};
