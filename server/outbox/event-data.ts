import { feedbackFromStored } from "../feedback/from-stored.ts";
import { keyAnswer } from "../keys/key-answer.ts";
import type { Store } from "../store/store.ts";
import type { StoredEvent } from "../store/stored-event.ts";
import type { WebhookReader } from "../store/webhooks.ts";

/**
 * What is told of an event: what it brought along, else the record as the API shows it now.
 *
 * @param reader Whose webhook it is: it gets nothing that they may not see.
 * @returns `undefined` when the record is no longer there.
 */
export const eventData = async (
  store: Store,
  reader: WebhookReader,
  { type, subjectId, data }: StoredEvent,
): Promise<Record<string, unknown> | undefined> => {
  if (data) return data;
  if (type === "feedback.created" || type === "feedback.updated") {
    const stored = await store.feedback.find(reader, subjectId);
    return stored && feedbackFromStored(stored);
  }
  if (type === "key.leaked") {
    const key = await store.keys.get(reader, subjectId);
    return key && keyAnswer(key);
  }
  return undefined;
};
