import { CHUNKS } from "./chunks.ts";

type Policies = {
  createPolicy(name: string, rules: { createScript(text: string): string }): { createScript(text: string): string };
};

/**
 * A page that pins the loader by `integrity` wants nothing else to run either: extends the chain to the chunks. Chromium and
 * WebKit hold to the import map; Firefox does to the preload, and to the map when no module came before it.
 *
 * @returns Fetches a chunk and rejects when it is not what was built.
 * @throws Where the page's `trusted-types` list lacks `earshot`: a chain that cannot be extended is not followed.
 */
export const pinChunks = (script: HTMLScriptElement): ((path: string) => Promise<unknown>) => {
  const urlOf = (path: string) => new URL(path, script.src).href;
  const add = <T extends "script" | "link">(tag: T, facts: Partial<HTMLElementTagNameMap[T]>) =>
    document.head.append(Object.assign(document.createElement(tag), { nonce: script.nonce }, facts));
  const table = Object.entries(CHUNKS.integrity).map(([path, hash]) => [urlOf(path), hash]);
  const text = JSON.stringify({ integrity: Object.fromEntries(table) });
  const { trustedTypes } = window as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy("earshot", { createScript: (it) => it });
  add("script", { type: "importmap", textContent: policy ? policy.createScript(text) : text });
  return (path) =>
    new Promise((onload, onerror) =>
      add("link", {
        rel: "modulepreload",
        crossOrigin: "",
        integrity: CHUNKS.integrity[path] ?? "",
        onload,
        onerror,
        href: urlOf(path),
      }),
    );
};
