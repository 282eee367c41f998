import { KEY_PROFILES, type KeyProfile } from "../keys/key-profiles.ts";
import { composite } from "./composite.ts";
import type { Dialect } from "./dialect.ts";
import { insighto } from "./insighto.ts";
import { productbridge } from "./productbridge.ts";
import { productsights } from "./productsights.ts";
import { userz } from "./userz.ts";

/** The products that the server stands in for, each at `/as/NAME`. */
export const DIALECTS: readonly Dialect[] = [productsights, productbridge, userz, insighto, composite];

/** Every kind of key that can be made here: those of our own API, and those of the dialects. */
export const ALL_KEY_PROFILES: readonly KeyProfile[] = [
  ...KEY_PROFILES,
  ...DIALECTS.flatMap(({ keyProfiles }) => keyProfiles),
];
