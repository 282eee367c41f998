import type { Category } from "../shared/contract/enumerations.ts";
import type { Submission } from "../shared/contract/submission.ts";
import type { Database } from "../shared/transport/database.ts";
import { jsonText } from "../shared/transport/json-text.ts";
import { ifAllowed } from "./if-allowed.ts";

/** What a user writes, chooses and points at. */
export type Words = {
  content: string;
  category?: Category | undefined;
  email: string;
  /** 1 to 5. */
  rating?: number | undefined;
  /** Of those that the app offers. */
  tags?: readonly string[] | undefined;
  element?: Submission["element"];
  /** The address of the page that it is on: on another one it is meaningless. */
  pointedOn?: string | undefined;
  /** What the user took out of the submission: names of its fields. */
  leftOut?: readonly string[];
  /** The refused submission that these words were, which the outbox has until they are sent. */
  edited?: string | undefined;
};

/** Where unfinished words wait for their author. A draft is a courtesy: what goes wrong with it is not told. */
export type DraftStore = {
  read(): Promise<Words | undefined>;
  /** Nothing written, nothing kept: empty words remove the draft. */
  write(words: Words): Promise<void>;
  /** This message is sent or thrown away. Another one, which has been written since or in another tab, stays. */
  drop(content: string): Promise<void>;
};

/**
 * Drafts in the same database as the outbox, one under each name, which outlives the tab; and in each tab its own, since
 * somebody may write different things in two. While one is written, only the newest waits its turn.
 *
 * @param tab Where a tab keeps what is its own, over reloads: `sessionStorage`. Without one all tabs share one draft.
 */
export const draftIn = (database: Database, name: string, tab?: Storage): DraftStore => {
  const mine = `earshot:draft:${name}`;
  const isEmpty = ({ content, category, email, rating, tags, element, leftOut }: Words) =>
    !(content || category || email || rating || tags?.length || element || leftOut?.length);
  const readMine = () => ifAllowed((): Words | null => tab && JSON.parse(tab.getItem(mine) ?? "null"));
  const keepMine = (words: Words) => ifAllowed(() => tab?.setItem(mine, jsonText(words)));
  const dropMine = () => ifAllowed(() => tab?.removeItem(mine));
  let newest: Words | undefined;
  let writing: Promise<void> | undefined;
  const put = (words: Words) =>
    database.run<void>(
      ["drafts"],
      "readwrite",
      (store) => {
        if (isEmpty(words)) store("drafts").delete(name);
        else store("drafts").put(words, name);
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
    read: async () =>
      readMine() ??
      database
        .run<Words | undefined>(["drafts"], "readonly", (store, done) => {
          const request = store("drafts").get(name);
          request.onsuccess = () => done(request.result);
        })
        .catch(() => undefined),
    write(words) {
      if (isEmpty(words)) dropMine();
      else keepMine(words);
      newest = words;
      writing ??= writeAll();
      return writing;
    },
    async drop(content) {
      if (readMine()?.content === content) dropMine();
      await writing;
      await database
        .run<void>(["drafts"], "readwrite", (store) => {
          const request = store("drafts").get(name);
          request.onsuccess = () => {
            if (request.result?.content === content) store("drafts").delete(name);
          };
        })
        .catch(() => {});
    },
  };
};
