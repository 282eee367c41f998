import type { Database } from "../../shared/transport/database.ts";
import { draftIn } from "../../widget/draft.ts";

/**
 * What was a draft and is in the outbox now. The form drops it too; but the browser closes a popup at the first click beside it,
 * and who found the words there again would send them twice.
 */
export const handedDraft =
  (database: Database) =>
  async (name: string, content: string): Promise<void> => {
    const draft = draftIn(database, name);
    const words = await draft.read();
    if (words?.content.trim() === content) await draft.drop(words.content);
  };
