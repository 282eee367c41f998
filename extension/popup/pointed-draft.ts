import type { Submission } from "../../shared/contract/submission.ts";
import type { DraftStore } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";

/** A draft about an element of the page, until it is sent. @param pointedOn The page's address, as the form has it. */
export const pointedDraft = (
  draft: DraftStore,
  element: NonNullable<Submission["element"]>,
  pointedOn: string | undefined,
): DraftStore => {
  let isSaid = false;
  return {
    ...draft,
    async read() {
      const words = await draft.read();
      return isSaid ? words : { ...(words ?? NO_WORDS), element, pointedOn };
    },
    drop(content) {
      isSaid = true;
      return draft.drop(content);
    },
  };
};
