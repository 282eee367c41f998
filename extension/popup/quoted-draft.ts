import type { DraftStore } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";

/** What a message begins with, until its author writes: what they take out of it stays out. */
export type Quote = {
  /** For the form after this one; "" once something was written, or sent. */
  now(): string;
  /** A draft that ends with it. It is kept only once its author writes. */
  into(draft: DraftStore): DraftStore;
};

/**
 * @param pointedOut What was pointed out in the page just now: beside words that were written before, too.
 * @param carried What the form before this one began with. Where there is a draft, its author has dealt with it.
 */
export const quoting = (pointedOut: string, carried = ""): Quote => {
  const quote = pointedOut || carried;
  let isOver = quote === "";
  return {
    now: () => (isOver ? "" : quote),
    into: (draft) => ({
      async read() {
        const words = await draft.read();
        if (isOver || (words && !pointedOut)) return words;
        const before = words?.content.trimEnd();
        if (words && before?.includes(quote.trimEnd())) return words; // it is being written already
        return { ...(words ?? NO_WORDS), content: before ? `${before}\n\n${quote}` : quote };
      },
      write(words) {
        isOver = true;
        return draft.write(words);
      },
      drop(content) {
        isOver = true;
        return draft.drop(content);
      },
    }),
  };
};
