import { memoryStorage } from "./memory-storage.ts";
import type { QueueStorage } from "./queue-storage.ts";

/**
 * The device's storage, and memory for what it does not take: a full disk, or a browser that stops storing in the middle,
 * is no reason not to send.
 */
export const memoryOverflow = (device: QueueStorage): QueueStorage => {
  const memory = memoryStorage();
  const ids = new Set<string>();
  const holder = (id: string) => (ids.has(id) ? memory : device);
  return {
    durable: device.durable,
    isFleeting: (id) => ids.has(id),
    async heads() {
      const fleeting = await memory.heads();
      const onDevice = await device.heads().catch((problem) => {
        if (fleeting.length === 0) throw problem;
        return [];
      });
      return [...onDevice, ...fleeting].sort((a, b) => a.createdAt - b.createdAt);
    },
    read: (id) => holder(id).read(id),
    async add(entry, mayAdd) {
      if (ids.has(entry.head.id)) return true;
      const fleeting = await memory.heads();
      try {
        return await device.add(entry, (heads) => mayAdd([...heads, ...fleeting]));
      } catch {
        const onDevice = await device.heads().catch(() => []);
        const added = await memory.add(entry, (heads) => mayAdd([...onDevice, ...heads]));
        if (added) ids.add(entry.head.id);
        return added;
      }
    },
    update: (id, change) => holder(id).update(id, change),
    async remove(id) {
      await holder(id).remove(id);
      ids.delete(id);
    },
  };
};
