import type { Source } from "./source.ts";
import { productsights } from "./sources/productsights.ts";
import { userz } from "./sources/userz.ts";

/** The products that `earshot import` pulls from. */
export const SOURCES: readonly Source[] = [productsights, userz];
