import type { Database } from "./database.ts";
import { indexedDbStorage } from "./indexeddb-storage.ts";
import { memoryStorage } from "./memory-storage.ts";
import type { QueueStorage } from "./queue-storage.ts";

/** The queue's storage: IndexedDB where the browser grants it, else memory. Some only refuse at the first use: so it is tried. */
export const openStorage = async (database: Database | undefined): Promise<QueueStorage> => {
  if (!database) return memoryStorage();
  const storage = indexedDbStorage(database);
  return storage.heads().then(
    () => storage,
    () => memoryStorage(),
  );
};
