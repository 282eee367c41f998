import type { UserConfig } from "vite";
import { CSS_TARGET } from "../widget-loader.ts";

/** The page in which the console shows an app's form: the widget itself, with ports that send nothing. Served at `/console/preview`. */
export default (): UserConfig => ({
  root: "widget/preview",
  base: "/console/preview/",
  publicDir: false,
  build: {
    outDir: "../../dist/preview",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: CSS_TARGET,
    modulePreload: false,
    assetsInlineLimit: 0, // the page's policy allows no data: address
  },
});
