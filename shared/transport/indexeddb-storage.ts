import type { Database, StoreName } from "./database.ts";
import type { QueueEntry, QueueHead, QueueStorage } from "./queue-storage.ts";

const oldestFirst = (heads: QueueHead[]): QueueHead[] => heads.sort((a, b) => a.createdAt - b.createdAt);

const ALL = ["heads", "bodies", "files"] as const;

/** What else is done in the very step in which an entry comes in. */
export type WithAdd = (head: QueueHead, store: (name: StoreName) => IDBObjectStore) => void;

/** The queue in IndexedDB: in a page, in a worker, in the extension. Heads, bodies and files lie apart, under the same id. */
export const indexedDbStorage = (database: Database, withAdd?: WithAdd): QueueStorage => ({
  durable: true,
  heads: () =>
    database.run<QueueHead[]>(["heads"], "readonly", (store, done) => {
      const all = store("heads").getAll();
      all.onsuccess = () => done(oldestFirst(all.result));
    }),
  read: (id) =>
    database.run<QueueEntry | undefined>(ALL, "readonly", (store, done) => {
      const head = store("heads").get(id);
      const body = store("bodies").get(id);
      const files = store("files").get(id);
      files.onsuccess = () => {
        if (!head.result || body.result === undefined) return;
        done({ head: head.result, body: body.result, ...(files.result ? { files: files.result } : {}) });
      };
    }),
  add: ({ head, body, files }, mayAdd) =>
    database.run<boolean>([...ALL, "drafts"], "readwrite", (store, done) => {
      const all = store("heads").getAll();
      all.onsuccess = () => {
        const there = (all.result as QueueHead[]).some(({ id }) => id === head.id);
        const stored = there || mayAdd(oldestFirst(all.result));
        if (stored && !there) {
          store("heads").add(head, head.id);
          store("bodies").add(body, head.id);
          if (files) store("files").add(files, head.id);
          withAdd?.(head, store);
        }
        done(stored);
      };
    }),
  update: (id, change) =>
    database.run<void>(["heads"], "readwrite", (store) => {
      const head = store("heads").get(id);
      head.onsuccess = () => {
        if (head.result) store("heads").put(change(head.result), id);
      };
    }),
  remove: (id) =>
    database.run<void>(ALL, "readwrite", (store) => {
      for (const name of ALL) store(name).delete(id);
    }),
});
