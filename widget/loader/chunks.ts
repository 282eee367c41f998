/** Filled in by `build/widget-loader.ts`. Paths are relative to the loader's own address. */
declare const __CHUNKS__: { panel: string; integrity: Record<string, string>; pinned: string };
declare const __PINNED__: boolean;

export const CHUNKS = __CHUNKS__;

/** Whether this is the loader that pages may pin; the other one knows no integrity. */
export const PINNED = __PINNED__;
