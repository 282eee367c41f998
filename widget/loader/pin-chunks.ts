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
  if (!script.integrity) return async () => {};
  const urlOf = (path: string) => new URL(path, script.src).href;
  const { integrity } = CHUNKS;
  const map = document.createElement("script");
  map.type = "importmap";
  map.nonce = script.nonce;
  const text = JSON.stringify({
    integrity: Object.fromEntries(Object.entries(integrity).map(([path, hash]) => [urlOf(path), hash])),
  });
  const { trustedTypes } = window as { trustedTypes?: Policies };
  map.textContent = trustedTypes
    ? trustedTypes.createPolicy("earshot", { createScript: (it) => it }).createScript(text)
    : text;
  document.head.append(map);
  return (path) =>
    new Promise((resolve, reject) => {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.crossOrigin = "";
      link.nonce = script.nonce;
      link.integrity = integrity[path] ?? "";
      link.onload = resolve;
      link.onerror = () => reject(new Error(path));
      link.href = urlOf(path);
      document.head.append(link);
    });
};
