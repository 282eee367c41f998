/** Filled in by `build/widget-loader.ts`: the names of the files that a page loads when somebody is about to use the form. */
declare const __LAUNCHER__: string;
declare const __PANEL__: string;
declare const __INTEGRITY__: Record<string, string>;
declare const __PINNED__: boolean;

export const LAUNCHER = __LAUNCHER__;
export const PANEL = __PANEL__;

/** Of every chunk, by the name of its file; only in the loader that pages may pin. */
export const INTEGRITY = __INTEGRITY__;

/** Whether this is the loader that pages may pin; the other one knows no integrity. */
export const PINNED = __PINNED__;
