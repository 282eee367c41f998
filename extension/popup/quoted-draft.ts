import type { DraftStore } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";

/** A draft that ends with what was pointed out in the page. It is kept only once its author writes. */
export const quotedDraft = (draft: DraftStore, quote: string): DraftStore => ({
  ...draft,
  async read() {
    const words = await draft.read();
    const before = words?.content.trimEnd();
    if (words && before?.includes(quote.trimEnd())) return words; // it is being written already
    return { ...(words ?? NO_WORDS), content: before ? `${before}\n\n${quote}` : quote };
  },
});
