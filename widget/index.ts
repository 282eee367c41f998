/** The package export `earshot/widget`: the form as a module, for sites that bundle their own scripts. */
export type { DraftStore, Words } from "./draft.ts";
export { type Mounted, type MountOptions, mount, type Prefill, type WidgetEvent } from "./mount.tsx";
export { type PagePorts, pagePorts } from "./page-ports.ts";
export type { Ports, Refused, Screenshot } from "./ports.ts";
export type { Texts } from "./text.ts";
