import type { Database } from "./database.ts";
import type { QueueEntry, QueueHead, QueueStorage } from "./queue-storage.ts";

const oldestFirst = (heads: QueueHead[]): QueueHead[] => heads.sort((a, b) => a.createdAt - b.createdAt);

/** The queue in IndexedDB: in a page, in a worker, in the extension. Heads and bodies lie apart, under the same id. */
export const indexedDbStorage = (database: Database): QueueStorage => ({
  durable: true,
  heads: () =>
    database.run<QueueHead[]>(["heads"], "readonly", (store, done) => {
      const all = store("heads").getAll();
      all.onsuccess = () => done(oldestFirst(all.result));
    }),
  read: (id) =>
    database.run<QueueEntry | undefined>(["heads", "bodies"], "readonly", (store, done) => {
      const head = store("heads").get(id);
      const body = store("bodies").get(id);
      body.onsuccess = () => {
        if (head.result && body.result !== undefined) done({ head: head.result, body: body.result });
      };
    }),
  add: ({ head, body }, mayAdd) =>
    database.run<boolean>(["heads", "bodies"], "readwrite", (store, done) => {
      const all = store("heads").getAll();
      all.onsuccess = () => {
        const there = (all.result as QueueHead[]).some(({ id }) => id === head.id);
        const stored = there || mayAdd(oldestFirst(all.result));
        if (stored && !there) {
          store("heads").add(head, head.id);
          store("bodies").add(body, head.id);
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
    database.run<void>(["heads", "bodies"], "readwrite", (store) => {
      store("heads").delete(id);
      store("bodies").delete(id);
    }),
});
