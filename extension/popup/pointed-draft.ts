import type { Submission } from "../../shared/contract/submission.ts";
import type { DraftStore } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";

/**
 * A draft about what was chosen in the page, until it is sent.
 *
 * @param element Absent where that is a region: the draft may be about an element that was chosen before.
 * @param pointedOn The page's address, as the form has it.
 */
export const pointedDraft = (
  draft: DraftStore,
  element: Submission["element"],
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
