import { anyRoot } from "./any-root.ts";
import { longPage } from "./long-page.ts";

/* Injected as `shutter-in-page.ts` is, before a whole page is taken. */
Object.assign(globalThis, { earshotLongPage: longPage(window, anyRoot) });
