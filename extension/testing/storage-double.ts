import type { StorageArea } from "../settings.ts";

/** A storage area that behaves: it copies what it is given, as the browser's does. */
export const storageArea = (kept: Record<string, unknown> = {}): StorageArea & { kept: Record<string, unknown> } => ({
  kept,
  get: async (key) => (key in kept ? { [key]: structuredClone(kept[key]) } : {}),
  set: async (items) => void Object.assign(kept, structuredClone(items)),
  remove: async (key) => void delete kept[key],
});
