import type { UserConfig } from "vite";

/** The web page of the team. The server serves its index at `/` and everything else of it under `/console/`. */
export default (): UserConfig => ({
  root: "console",
  base: "/console/",
  publicDir: false,
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0, // the page's policy allows no data: address
  },
  server: { proxy: { "/v1": "http://localhost:8787" } },
});
