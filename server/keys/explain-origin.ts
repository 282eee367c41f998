import { decideOrigin, type OriginEntry, originAsWritten } from "./allowed-origins.ts";

/** What an entry stands for, in words. */
export const describeEntry = (entry: OriginEntry): string => {
  if (entry === "*") return "every web page";
  if (entry === "localhost") return "localhost over http and https on every port";
  if (entry === "moz-extension://*") return "every Firefox extension";
  if (entry.includes("://")) return "exactly this origin";
  return entry.startsWith("*.")
    ? `the subdomains of ${entry.slice(2)} over https on the default port`
    : `${entry} and its subdomains over https on the default port`;
};

/** The entry that only just does not admit the page: its domain is right. */
const nearMiss = (entries: readonly OriginEntry[], url: URL): string | undefined => {
  for (const entry of entries) {
    if (entry.startsWith("*.") && url.hostname === entry.slice(2))
      return `${entry} admits subdomains only, not ${url.hostname} itself.`;
    const { hostname, origin } = entry.includes("://")
      ? (URL.parse(entry) ?? { hostname: "", origin: "" })
      : { hostname: entry.replace(/^\*\./, ""), origin: "" };
    if (hostname === "" || (url.hostname !== hostname && !url.hostname.endsWith(`.${hostname}`))) continue;
    if (origin !== "") return `${entry} admits exactly that origin.`;
    if (url.protocol === "http:") return `${entry} admits https only, and this page comes over http.`;
    if (url.port !== "") return `${entry} admits the default port only, and this page comes from port ${url.port}.`;
  }
  return undefined;
};

export type OriginExplanation = {
  allowed: boolean;
  /** The entry that lets it pass. */
  entry: OriginEntry | null;
  /** The entry that would, where none does and one can. */
  admittedBy: OriginEntry | null;
  /** In words for the person who wonders. */
  reason: string;
};

/** Whether a request with this `Origin` header would pass, and why: the decision of the origin policy, with its reason. */
export const explainOrigin = (entries: readonly OriginEntry[], origin: string): OriginExplanation => {
  const decision = decideOrigin(entries, origin, undefined);
  if (decision.allowed) {
    const { entry } = decision;
    return {
      allowed: true,
      entry,
      admittedBy: null,
      reason: `${entry} is in the list: it admits ${describeEntry(entry)}.`,
    };
  }
  const { admittedBy } = decision;
  const refused = (reason: string): OriginExplanation => ({ allowed: false, entry: null, admittedBy, reason });
  if (origin === "null")
    return refused(
      "Browsers send null for files, sandboxed frames and data addresses. It never passes: serve the page over http or https.",
    );
  const url = URL.parse(origin);
  if (!url || url.host === "")
    return refused("This is not an origin. Browsers write scheme, host and port: https://shop.example.com.");
  const written = originAsWritten(url);
  if (written !== origin)
    return refused(
      `Browsers never write an origin like this, and nothing is repaired: for that page they write ${written}.`,
    );
  if (entries.length === 0) return refused("The list of allowed origins is empty: nobody may use the key.");
  if (admittedBy === null) return refused("No entry can admit it: only web pages and extensions can be allowed.");
  return refused(`${nearMiss(entries, url) ?? "No entry in the list admits it."} Adding ${admittedBy} would.`);
};
