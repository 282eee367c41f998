import type { Source } from "./source.ts";
import { composite } from "./sources/composite.ts";
import { insighto } from "./sources/insighto.ts";
import { productbridge } from "./sources/productbridge.ts";
import { productsights } from "./sources/productsights.ts";
import { userz } from "./sources/userz.ts";

/** The products that `earshot import` pulls from. */
export const SOURCES: readonly Source[] = [productsights, productbridge, userz, composite, insighto];
