import type { WithAdd } from "../../shared/transport/indexeddb-storage.ts";
import { FILES_OF } from "../../widget/attachments/kept-files.ts";
import type { Words } from "../../widget/draft.ts";

/** Under which name it is kept, and its words as the submission has them: trimmed. */
export type HandedDraft = { name: string; content: string };

/**
 * What was a draft and comes into the outbox is none any more, in one step with that, its files with it: popup, worker and browser may be
 * gone a moment later, and who found the words there again would send them twice. Other words of that name stay.
 */
export const handedDrafts = () => {
  const drafts = new Map<string, HandedDraft>();
  const withAdd: WithAdd = ({ id }, store) => {
    const handed = drafts.get(id);
    if (!handed) return;
    const { name, content } = handed;
    const draft = store("drafts").get(name);
    draft.onsuccess = () => {
      const words = draft.result as Words | undefined;
      if (words?.content.trim() !== content) return;
      store("drafts").delete(name);
      store("files").delete(FILES_OF + name);
    };
  };
  return {
    /** The drafts that submissions were, by the submissions' ids. */
    drafts,
    /** What the outbox's storage does with each that comes in. */
    withAdd,
  };
};
export type HandedDrafts = ReturnType<typeof handedDrafts>;
