import type { Scope } from "../../shared/contract/enumerations.ts";

/** What each scope lets a key do, in the order of the contract. A new scope does not compile without its line. */
const SCOPE_HELP: Record<Scope, string> = {
  "feedback:read": "list, search and export feedback with its pictures, replies and people",
  "feedback:write": "send feedback, as a server of yours",
  "feedback:update": "change status, tags and assignee, reply",
  "feedback:delete": "delete feedback, erase a person",
  "tokens:mint": "vouch for signed-in users (private mode)",
  "apps:read": "look at its app, try origins",
  "apps:write": "change its app, make others",
  "keys:write": "make, rotate and revoke keys, with no more than it has itself",
  "webhooks:write": "manage webhooks",
  "usage:read": "see how much each key was used",
  mcp: "let an agent work by the other scopes, at /mcp",
};

/** For somebody who makes their first key: what the two kinds are, where each goes, what origins and scopes mean, what comes next. */
export const KEYS_CREATE = [
  "A key says which app feedback belongs to, and what its holder may do. Mostly KIND is one of two:",
  "",
  "publishable   stands in your pages, where everybody can read it. That is no harm: it may only send feedback, and only from",
  "              pages whose origin you allow. It starts with ear_pub_.",
  "secret        stays on your servers, like a password. It may do what its scopes say, and is refused when a page sends it.",
  "              It starts with ear_sk_.",
  "",
  "For what was written for another product, KIND is one of its own. It works at that product's address alone, and may do all that",
  "its kind may, unless --scope says less:",
  "  productsights-publishable, productsights-secret   /as/productsights",
  "  productbridge-api                                 /as/productbridge: one for the whole organization, whose apps it all sees;",
  "                                                    the console shows it again",
  "  userz-public, userz-secret                        /as/userz: the secret one sees all apps of the organization",
  "  composite-public, composite-secret                /as/composite: with --scope events:read and the like",
  "  insighto-personal                                 /as/insighto: with --role read-only or full-access, and --description TEXT",
  "",
  "NAME is for you, to know it by in lists. The key is printed once and kept nowhere; whoever loses one makes another.",
  "",
  "An origin is where a page is served from, as the address bar begins: https://shop.example.com. Allow with --origin:",
  "  example.com                that domain and all below it, over https",
  "  *.example.com              only what is below it",
  "  https://example.com:8443   exactly that, port and all",
  "  localhost                  your own machine, any port, http too",
  "  chrome-extension://ID      an extension; moz-extension://* for any in Firefox",
  "  *                          anybody",
  "",
  "Scopes of a secret key (a publishable one always has feedback:write), with --scope:",
  ...Object.entries(SCOPE_HELP).map(([scope, help]) => `  ${scope.padEnd(17)}${help}`),
].join("\n");
