import { build } from "vite";
import { defineConfig, type ViteUserConfig } from "vitest/config";

type Target = () => Promise<{ default: (dev: boolean) => ViteUserConfig | Promise<ViteUserConfig> }>;

/** `vite build --mode NAME` builds one of these; each target's own settings stand in its file. */
const targets: Record<string, Target> = {
  widget: () => import("./build/targets/widget.ts"),
  console: () => import("./build/targets/console.ts"),
  preview: () => import("./build/targets/preview.ts"),
  server: () => import("./build/targets/server.ts"),
  package: () => import("./build/targets/package.ts"),
  chrome: () => import("./build/targets/chrome.ts"),
  firefox: () => import("./build/targets/firefox.ts"),
};

/** Plain `vite build` builds every target, one after the other: Vite's own environments cannot differ in base, root or public folder. */
const everything: ViteUserConfig = {
  builder: {
    async buildApp(app) {
      for (const mode of Object.keys(targets)) await build({ mode });
      for (const environment of Object.values(app.environments)) environment.isBuilt = true; // else Vite goes on to look for an index.html
    },
  },
};

export default defineConfig(async ({ mode, command }) => {
  if (process.env.VITEST) return (await import("./build/targets/tests.ts")).default();
  const target = targets[mode];
  return target ? (await target()).default(command === "serve") : everything;
});
