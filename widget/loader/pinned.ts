import { INTEGRITY } from "./chunks.ts";

type Policies = {
  createPolicy(name: string, rules: { createScript(text: string): string }): { createScript(text: string): string };
};

/**
 * A page that pins the loader by `integrity` wants nothing else to run either: extends the chain to the chunks. Chromium and
 * WebKit hold to the import map, for whatever a chunk imports too; Firefox does to the preload, and to the map when no module
 * came before it.
 *
 * @returns Imports a chunk, and rejects when it is not what was built.
 * @throws Where the page's `trusted-types` list lacks `earshot`: a chain that cannot be extended is not followed.
 */
export const pinned = (script: HTMLScriptElement): ((name: string) => Promise<never>) => {
  const urlOf = (file: string) => new URL(file, script.src).href;
  const add = <T extends "script" | "link">(tag: T, facts: Partial<HTMLElementTagNameMap[T]>) =>
    document.head.append(Object.assign(document.createElement(tag), { nonce: script.nonce }, facts));
  const table = Object.entries(INTEGRITY).map(([file, hash]) => [urlOf(file), hash]);
  const text = JSON.stringify({ integrity: Object.fromEntries(table) });
  const { trustedTypes } = window as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy("earshot", { createScript: (it) => it });
  add("script", { type: "importmap", textContent: policy ? policy.createScript(text) : text });
  return async (name) => {
    const file = `${name}.js`;
    const href = urlOf(file);
    await new Promise((onload, onerror) =>
      add("link", {
        rel: "modulepreload",
        crossOrigin: "",
        integrity: INTEGRITY[file] ?? "",
        onload,
        onerror,
        href,
      }),
    );
    return import(/* @vite-ignore */ href) as Promise<never>;
  };
};
