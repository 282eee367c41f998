import type { BulkResult } from "../../shared/contract/feedback-changes.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import type { Services } from "../services.ts";
import type { FeedbackChanges } from "../store/feedback-changes.ts";

type Outcome = BulkResult["data"][number];

/** So many are under way together: enough for them to share a commit, and few enough to leave others a connection. */
const TOGETHER = 5;

const changeOne = async (
  services: Pick<Services, "store" | "clock" | "makeId">,
  actor: Actor,
  id: string,
  change: FeedbackChanges,
): Promise<Outcome> => {
  const update = await services.store.feedback.update(actor, id, change, notedFor(services, actor));
  const nothing = { id, updatedAt: null, tags: null, reason: null };
  if (update.outcome === "not_found") return { ...nothing, outcome: "not_found" };
  if (update.outcome === "refused")
    return { ...nothing, outcome: "refused", reason: `${update.field} ${update.reason}` };
  if (update.outcome === "conflict") return { ...nothing, outcome: "refused", reason: "was changed meanwhile" };
  const { updatedAt, tags } = update.feedback;
  return { ...nothing, outcome: "updated", updatedAt: new Date(updatedAt).toISOString(), tags };
};

/** Changes each by itself. @returns what became of each, in their order. */
export const changeMany = async (
  services: Pick<Services, "store" | "clock" | "makeId">,
  actor: Actor,
  ids: string[],
  { tags, ...change }: FeedbackChanges,
): Promise<Outcome[]> => {
  const results: Outcome[] = [];
  const wanted = { ...change, tags: tags && [...new Set(tags)] };
  for (let at = 0; at < ids.length; at += TOGETHER)
    results.push(
      ...(await Promise.all(ids.slice(at, at + TOGETHER).map((id) => changeOne(services, actor, id, wanted)))),
    );
  return results;
};
