import type { QueueEntry, QueueStorage } from "./queue-storage.ts";

/** For pages without IndexedDB: as good as the page lives. */
export const memoryStorage = (): QueueStorage => {
  const entries = new Map<string, QueueEntry>();
  const heads = () =>
    [...entries.values()].map(({ head }) => structuredClone(head)).sort((a, b) => a.createdAt - b.createdAt);
  return {
    durable: false,
    heads: async () => heads(),
    read: async (id) => structuredClone(entries.get(id)),
    async add(entry, mayAdd) {
      if (entries.has(entry.head.id)) return true;
      if (!mayAdd(heads())) return false;
      entries.set(entry.head.id, structuredClone(entry));
      return true;
    },
    async update(id, change) {
      const entry = entries.get(id);
      if (entry) entries.set(id, { ...entry, head: structuredClone(change(structuredClone(entry.head))) });
    },
    async remove(id) {
      entries.delete(id);
    },
  };
};
