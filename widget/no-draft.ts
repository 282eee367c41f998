import type { DraftStore } from "./draft.ts";

/** For where nothing may be stored. */
export const noDraft: DraftStore = { read: async () => undefined, write: async () => {}, drop: async () => {} };
