/** Modules rather than objects: a bundle carries those of them that it names, and no others. */
export * as SENDER_HEADERS from "./sender-headers.ts";
export * as SENDER_ROUTES from "./sender-paths.ts";
