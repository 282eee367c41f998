import type { Category } from "../shared/contract/enumerations.ts";
import type { Database } from "../shared/transport/database.ts";

/** What a user writes and chooses. */
export type Words = { content: string; category?: Category | undefined; email: string };

/** Where unfinished words wait for their author. A draft is a courtesy: what goes wrong with it is not told. */
export type DraftStore = {
  read(): Promise<Words | undefined>;
  /** Nothing written, nothing kept: empty words remove the draft. */
  write(words: Words): Promise<void>;
};

/** Drafts in the same database as the outbox, one under each name. While one is written, only the newest waits its turn. */
export const draftIn = (database: Database, name: string): DraftStore => {
  let newest: Words | undefined;
  let writing: Promise<void> | undefined;
  const put = (words: Words) =>
    database.run<void>(
      ["drafts"],
      "readwrite",
      (store) => {
        if (words.content || words.category || words.email) store("drafts").put(words, name);
        else store("drafts").delete(name);
      },
      "relaxed",
    );
  const writeAll = async () => {
    while (newest) {
      const words = newest;
      newest = undefined;
      await put(words).catch(() => {});
    }
    writing = undefined;
  };
  return {
    read: () =>
      database
        .run<Words | undefined>(["drafts"], "readonly", (store, done) => {
          const request = store("drafts").get(name);
          request.onsuccess = () => done(request.result);
        })
        .catch(() => undefined),
    write(words) {
      newest = words;
      writing ??= writeAll();
      return writing;
    },
  };
};

/** For where nothing may be stored. */
export const noDraft: DraftStore = { read: async () => undefined, write: async () => {} };
