import type { LIMITS } from "../shared/contract/limits.ts";

/** What the form counts while somebody writes: copies, checked by their types, as a page need not load all the others for them. */
export const CONTENT: (typeof LIMITS)["content"] = 8_192;
export const EMAIL: (typeof LIMITS)["customerEmail"] = 320;
