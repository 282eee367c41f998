/** One site's rules: the headers of its page, and how its page carries our tag where that must be another way. */
export type Policy = {
  headers: (server: string) => Record<string, string>;
  /** More of the tag. */
  tag?: string;
  /** In the head, before everything. */
  head?: string;
  /** The loader that a page pins by `integrity`, in place of the plain one. */
  pinned?: boolean;
};

const csp = (...rules: string[]) => ({ "Content-Security-Policy": [...rules, "report-uri /reports"].join("; ") });
const SCRIPT = "script-src 'nonce-NONCE' 'strict-dynamic'";

/** By name, as the tests say it. Each reports to the page's server what it catches. */
export const POLICIES: Record<string, Policy> = {
  "a nonce and strict-dynamic": {
    headers: (server) => csp("default-src 'self'", SCRIPT, `connect-src ${server}`, "object-src 'none'"),
  },
  "nothing but scripts and the connection": {
    headers: (server) => csp("default-src 'none'", SCRIPT, `connect-src ${server}`),
  },
  "scripts by host": {
    headers: (server) => csp("default-src 'none'", `script-src 'self' ${server}`, `connect-src ${server}`),
  },
  "Trusted Types for scripts": {
    headers: (server) => csp(SCRIPT, `connect-src ${server}`, "require-trusted-types-for 'script'"),
  },
  "no Trusted Types policy at all": {
    headers: (server) =>
      csp(SCRIPT, `connect-src ${server}`, "require-trusted-types-for 'script'", "trusted-types 'none'"),
  },
  "no style": { headers: () => csp("style-src 'none'", "style-src-elem 'none'", "style-src-attr 'none'") },
  "no picture, no font, no medium": { headers: () => csp("img-src 'none'", "font-src 'none'", "media-src 'none'") },
  "no worker, no frame, no object": {
    headers: () => csp("worker-src 'none'", "frame-src 'none'", "child-src 'none'", "object-src 'none'"),
  },
  "no form goes anywhere": { headers: () => csp("form-action 'none'") },
  "a base address that is another's": {
    headers: () => csp("base-uri https://elsewhere.example"),
    head: '<base href="https://elsewhere.example/other/" target="_blank">',
  },
  "a sandbox with scripts and its origin": {
    headers: () => csp("sandbox allow-scripts allow-same-origin"),
  },
  "isolated from other origins": {
    headers: () => ({
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Origin-Agent-Cluster": "?1",
    }),
  },
  "no permission for anything": {
    headers: () => ({
      "Permissions-Policy":
        "clipboard-read=(), clipboard-write=(), display-capture=(), camera=(), microphone=(), geolocation=(), fullscreen=(), web-share=(), unload=(), storage-access=(), screen-wake-lock=()",
    }),
  },
  "no referrer": { headers: () => ({ "Referrer-Policy": "no-referrer" }) },
  "a loader that is pinned, and every script's integrity asked for": {
    headers: () => ({ "Integrity-Policy": "blocked-destinations=(script)" }),
    pinned: true,
  },
  "a document policy and no type guessing": {
    headers: () => ({
      "Document-Policy": "document-write=?0, js-profiling=?0",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "X-XSS-Protection": "1; mode=block",
    }),
  },
  "a policy that is only watched": {
    headers: (server) => ({
      "Content-Security-Policy-Report-Only": `default-src 'none'; ${SCRIPT}; connect-src ${server}; require-trusted-types-for 'script'; report-uri /reports`,
    }),
  },
};
