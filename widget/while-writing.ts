/**
 * What is fetched while somebody writes, in one file: there may be no network any more when they have written.
 */
export { sizeIn } from "./attachments/size.ts";
export { deliver } from "./delivery.ts";
export { stayInSight } from "./in-sight.ts";
export * as outcome from "./outcome/outcome.tsx";
export { createSending } from "./sending.ts";
export { tellOfMetadata } from "./tell-of-metadata.ts";
