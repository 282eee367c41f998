import type { Database } from "./database.ts";
import { indexedDbStorage } from "./indexeddb-storage.ts";
import { memoryOverflow } from "./memory-overflow.ts";
import { memoryStorage } from "./memory-storage.ts";
import type { QueueStorage } from "./queue-storage.ts";

/**
 * The queue's storage: IndexedDB where the browser grants it, else memory. Some only refuse at the first use: so it is tried;
 * and some refuse later, so memory stands behind it.
 */
export const openStorage = async (database: Database | undefined): Promise<QueueStorage> => {
  if (!database) return memoryStorage();
  const storage = memoryOverflow(indexedDbStorage(database));
  return storage.heads().then(
    () => storage,
    () => memoryStorage(),
  );
};
