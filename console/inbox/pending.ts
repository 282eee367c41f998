import type { FeedbackChangesBody } from "../../shared/contract/feedback-changes.ts";
import type { Feedback } from "../../shared/contract/record.ts";

/** What a member may change of a record. */
export type Changes = Pick<FeedbackChangesBody, "status" | "tags" | "assignee" | "duplicateOf">;

export type Pending = {
  pend(id: string, changes: Changes): (answered?: Feedback) => void;
  now(record: Feedback): Feedback;
  over(records: Feedback[], belongs: (record: Feedback) => boolean): Feedback[];
};

/**
 * Changes that are under way, laid over what the server last said: the member sees them at once, and an older answer that comes
 * meanwhile does not take them back.
 *
 * @param changed Is told that something is shown differently now. @param learn Is told what the server answered.
 */
export const createPending = (changed: () => void, learn: (record: Feedback) => void): Pending => {
  const layers = new Map<string, Changes[]>();
  const now = (record: Feedback): Feedback => {
    const own = layers.get(record.id);
    return own ? (Object.assign({}, record, ...own) as Feedback) : record;
  };
  return {
    now,
    pend(id, changes) {
      layers.set(id, [...(layers.get(id) ?? []), changes]);
      changed();
      return (answered) => {
        const rest = (layers.get(id) ?? []).filter((layer) => layer !== changes);
        if (rest.length > 0) layers.set(id, rest);
        else layers.delete(id);
        if (answered) learn(answered);
        else changed();
      };
    },
    over(records, belongs) {
      if (layers.size === 0) return records;
      return records.flatMap((record) => {
        if (!layers.has(record.id)) return [record];
        const shown = now(record);
        return belongs(shown) ? [shown] : [];
      });
    },
  };
};
