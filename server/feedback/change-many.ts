import type { BulkResult } from "../../shared/contract/feedback-changes.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { FeedbackChanges, FeedbackUpdate } from "../store/feedback-changes.ts";

type Outcome = BulkResult["data"][number];

/** So many are under way together: enough for them to share a commit, and few enough to leave others a connection. */
const TOGETHER = 5;

const outcomeOf = (id: string, update: FeedbackUpdate): Outcome => {
  const nothing = { id, updatedAt: null, tags: null, reason: null };
  if (update.outcome === "not_found") return { ...nothing, outcome: "not_found" };
  if (update.outcome === "unknown")
    return { ...nothing, outcome: "refused", reason: `${update.field} names no ${update.what} that is here` };
  if (update.outcome === "refused")
    return { ...nothing, outcome: "refused", reason: `${update.field} ${update.reason}` };
  if (update.outcome === "conflict")
    return { ...nothing, outcome: "conflict", reason: `was changed at ${new Date(update.updatedAt).toISOString()}` };
  const { updatedAt, tags } = update.feedback;
  return { ...nothing, outcome: "updated", updatedAt: new Date(updatedAt).toISOString(), tags };
};

/** Nothing was changed: none is there, or whom or what the change names is not. */
const throwIfNothingIsThere = (updates: FeedbackUpdate[]): void => {
  const unknown = updates.find((update) => update.outcome === "unknown");
  const untouched = unknown ? ["not_found", "conflict", "unknown"] : ["not_found"];
  if (!updates.every(({ outcome }) => untouched.includes(outcome))) return;
  throw new Problem(
    "not_found",
    unknown ? { what: unknown.what, path: `change.${unknown.field}` } : { what: "feedback" },
  );
};

/**
 * Changes each by itself. @param read The `updatedAt` that was read of them, by id: any other is a conflict.
 *
 * @returns what became of each, in their order. @throws Problem `not_found` where nothing is there for any of them
 */
export const changeMany = async (
  services: Pick<Services, "store" | "clock" | "makeId">,
  actor: Actor,
  ids: string[],
  { tags, ...change }: FeedbackChanges,
  read: Readonly<Record<string, string>> = {},
): Promise<Outcome[]> => {
  const updates: FeedbackUpdate[] = [];
  const wantedOf = (id: string) => ({
    ...change,
    tags: tags && [...new Set(tags)],
    ifUpdatedAt: read[id] === undefined ? undefined : Date.parse(read[id]),
  });
  for (let at = 0; at < ids.length; at += TOGETHER)
    updates.push(
      ...(await Promise.all(
        ids
          .slice(at, at + TOGETHER)
          .map((id) => services.store.feedback.update(actor, id, wantedOf(id), notedFor(services, actor))),
      )),
    );
  throwIfNothingIsThere(updates);
  return updates.map((update, at) => outcomeOf(ids[at] ?? "", update));
};
