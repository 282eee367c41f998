import { afterEach, expect, test } from "vitest";
import { database } from "./database.ts";
import { indexedDbStorage } from "./indexeddb-storage.ts";
import { openStorage } from "./open-storage.ts";
import { queueStorageBehaves } from "./queue-storage.suite.ts";
import type { QueueEntry } from "./queue-storage.ts";

const empty = () =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase("earshot");
    request.onsuccess = resolve;
    request.onerror = resolve;
  });
afterEach(empty);

queueStorageBehaves(async () => indexedDbStorage(database(indexedDB)));

const entry: QueueEntry = {
  head: { id: "a", server: "s", key: "k", size: 1, createdAt: 1, attempts: 0, nextTryAt: 1, state: "waiting" },
  body: "{}",
};

test("another connection to the same database sees what was stored", async () => {
  await indexedDbStorage(database(indexedDB)).add(entry, () => true);
  expect(await indexedDbStorage(database(indexedDB)).read("a")).toEqual(entry);
});

test("a connection that gave way to a clearing of the site's data works again afterwards", async () => {
  const storage = indexedDbStorage(database(indexedDB));
  await storage.add(entry, () => true);
  await empty();
  expect(await storage.heads()).toEqual([]);
  expect(await storage.add(entry, () => true)).toBe(true);
});

test("where the browser refuses IndexedDB the queue is kept in memory", async () => {
  const refusing = {
    open: () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  } as unknown as IDBFactory;
  const storage = await openStorage(database(refusing));
  expect(storage.durable).toBe(false);
  expect(await storage.add(entry, () => true)).toBe(true);
  expect((await openStorage(database(indexedDB))).durable).toBe(true);
});
