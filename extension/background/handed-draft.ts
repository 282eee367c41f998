import type { WithAdd } from "../../shared/transport/indexeddb-storage.ts";
import { FILES_OF } from "../../widget/attachments/kept-files.ts";
import type { Words } from "../../widget/draft.ts";

/**
 * What was a draft and comes into the outbox is none any more, in one step with that, its files with it: popup, worker and browser may be
 * gone a moment later, and who found the words there again would send them twice. Other words of that name stay.
 */
export const handedDrafts = () => {
  const names = new Map<string, string>();
  const withAdd: WithAdd = ({ id }, body, store) => {
    const name = names.get(id);
    if (name === undefined) return;
    const { content } = JSON.parse(body) as { content: string };
    const draft = store("drafts").get(name);
    draft.onsuccess = () => {
      const words = draft.result as Words | undefined;
      if (words?.content.trim() !== content) return;
      store("drafts").delete(name);
      store("files").delete(FILES_OF + name);
    };
  };
  return {
    /** The names of the drafts that submissions were, by the submissions' ids. */
    names,
    /** What the outbox's storage does with each that comes in. */
    withAdd,
  };
};
export type HandedDrafts = ReturnType<typeof handedDrafts>;
