import type { Plugin } from "vite";

/** The bundler's own loop over what a module exports takes along what a page has put on every object, and fails. */
export const ownExports: Plugin = {
  name: "own-exports",
  renderChunk: (code) => code.replace("for (var name in all)", "for (var name of Object.keys(all))"),
};
