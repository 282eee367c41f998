import { EarshotError } from "../../shared/errors.ts";
import type { Api } from "../api.ts";
import type { Heard } from "../live.ts";
import type { Inbox } from "./inbox.ts";

/** At once is asked for so many records; more than that wait for their turn. */
const ABREAST = 4;

/**
 * What to do when something is heard: ask for the newest, or for the one record that changed, wherever in the list it is.
 *
 * @param look Looks for the newest soon; asked several times, it looks once.
 */
export const hearNews = (api: Api, inbox: Inbox, look: () => void, signal: AbortSignal) => {
  const wanted = new Set<string>();
  let under = 0;
  const fetchNext = async () => {
    const [id] = wanted;
    if (id === undefined || under >= ABREAST) return;
    wanted.delete(id);
    under++;
    try {
      const record = await api.feedback.get(id, { signal });
      if (!signal.aborted) inbox.learn(record);
    } catch (error) {
      // Every other failure is seen by the next look for news, which tells it.
      if (!signal.aborted && error instanceof EarshotError && error.code === "not_found") inbox.forget(id);
    } finally {
      under--;
      if (!signal.aborted) void fetchNext();
    }
  };
  return (heard: Heard & { feedback?: string | null }): void => {
    const id = heard.feedback ?? heard.subject;
    if (heard.type === "feedback.created") look();
    else if (heard.type === "feedback.deleted") inbox.forget(id);
    else if (heard.type === "feedback.updated" || heard.type === "reply.created") {
      wanted.add(id);
      void fetchNext();
    }
  };
};
