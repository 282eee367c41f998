import { EarshotError } from "../errors.ts";

/** Earshot's one database in an origin. `heads` and `bodies` are the queue's, `drafts` the form's, `files` of both. */
const NAME = "earshot";
const VERSION = 2;
const STORES = ["heads", "bodies", "drafts", "files"] as const;
export type StoreName = (typeof STORES)[number];

/** The browser's own error, as ours. */
const storageError = (cause: unknown): EarshotError =>
  (cause as Error | null)?.name === "QuotaExceededError"
    ? new EarshotError("storage_full", "There is no room left on this device to keep the feedback.", { cause })
    : new EarshotError("storage_unavailable", "This browser does not let the page keep anything on the device.", {
        cause,
      });

const open = (factory: IDBFactory): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const store of STORES)
        if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export type Database = {
  /**
   * Runs `work` in one transaction and resolves with what it gave to `done`, once the transaction is complete.
   *
   * @param durability `strict`: on the disk, not on its way there, when it resolves. @default "strict"
   * @throws {EarshotError} `storage_unavailable` or `storage_full`; then nothing was changed.
   */
  run<T>(
    stores: readonly StoreName[],
    mode: IDBTransactionMode,
    work: (store: (name: StoreName) => IDBObjectStore, done: (result: T) => void) => void,
    durability?: IDBTransactionDurability,
  ): Promise<T>;
};

/**
 * A connection that opens at first use, and again after the browser has closed it. Nothing is stored before the first `run`.
 *
 * @param signal Closes it, when what is under way is done. What still comes is done too, each over a connection of its own.
 */
export const database = (factory: IDBFactory, signal?: AbortSignal): Database => {
  let connection: Promise<IDBDatabase> | undefined;
  const close = () => {
    connection?.then(
      (db) => db.close(),
      () => {},
    );
    connection = undefined;
  };
  signal?.addEventListener("abort", close);
  const connect = () => {
    if (connection) return connection;
    const opening = open(factory);
    const forget = () => {
      connection = undefined;
    };
    opening.then((db) => {
      db.onclose = forget;
      db.onversionchange = () => {
        // Another tab has a newer Earshot, or the user clears the site's data: we must not be in the way.
        db.close();
        forget();
      };
    }, forget);
    connection = opening;
    return opening;
  };
  return {
    async run(stores, mode, work, durability = "strict") {
      try {
        const db = await connect();
        return await new Promise((resolve, reject) => {
          const transaction = db.transaction([...stores], mode, { durability });
          let result: Parameters<typeof resolve>[0];
          transaction.oncomplete = () => resolve(result);
          transaction.onabort = () => reject(transaction.error);
          try {
            work(
              (name) => transaction.objectStore(name),
              (value) => {
                result = value;
              },
            );
          } catch (cause) {
            transaction.abort();
            reject(cause);
          }
          if (signal?.aborted) close(); // a connection ends after its transactions
        });
      } catch (cause) {
        throw storageError(cause);
      }
    },
  };
};
