import { CATEGORIES } from "../../../shared/contract/enumerations.ts";

const OURS: ReadonlySet<string> = new Set(CATEGORIES);

/** Whether a product's word for what something is about is one of ours. */
export const isCategory = (word: string | null | undefined): boolean => OURS.has(word ?? "");
