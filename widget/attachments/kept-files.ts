import type { Database } from "../../shared/transport/database.ts";

/** Where the files of an unfinished message wait for its author. A courtesy: what goes wrong with it is not told. */
export type KeptFiles = {
  /** Those of an earlier visit; nothing when asked again, since what comes later is this page's own. Rejects like a storage does. */
  read(): Promise<readonly File[]>;
  /** None removes those that this page has read or kept. Others are another tab's, or nobody has seen them yet. */
  keep(files: readonly File[]): Promise<void>;
};

/** Before the draft's name: what they are kept under, in the store `files`. */
export const FILES_OF = "draft ";

/** Beside the draft of the same name. All tabs share them, as they share a draft without a tab of its own. */
export const keptFiles = (database: Database, name: string): KeptFiles => {
  const key = FILES_OF + name;
  let isRead = false;
  let isMine = false;
  let before: Promise<unknown> = Promise.resolve();
  return {
    async read() {
      if (isRead) return [];
      isRead = true;
      try {
        const files = await database.run<readonly File[]>(["files"], "readonly", (store, done) => {
          const request = store("files").get(key);
          request.onsuccess = () => done(request.result ?? []);
        });
        isMine ||= files.length > 0;
        return files;
      } catch (problem) {
        isRead = isMine;
        throw problem;
      }
    },
    async keep(files) {
      if (files.length === 0 && !isMine) return;
      isRead = true;
      isMine = files.length > 0;
      const mine = before.then(() =>
        database.run<void>(
          ["files"],
          "readwrite",
          (store) => {
            if (files.length > 0) store("files").put(files, key);
            else store("files").delete(key);
          },
          "relaxed",
        ),
      );
      before = mine.catch(() => {});
      await before;
    },
  };
};

/** For where nothing may be stored. */
export const noFiles: KeptFiles = { read: async () => [], keep: async () => {} };
