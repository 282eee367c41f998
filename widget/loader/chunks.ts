/** Filled in by `build/widget-loader.ts`: the panel's path, and the integrity of every chunk by its path. */
declare const __CHUNKS__: { panel: string; integrity: Record<string, string> };

export const CHUNKS = __CHUNKS__;
