import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { StoredFeedback } from "../store/feedback.ts";
import type { FeedbackChanges } from "../store/feedback-changes.ts";
import { deleteFilesNow } from "../uploads/sweep-files.ts";

/**
 * Changes what is named of a feedback. @param what It is called that where there is none.
 *
 * @throws Problem `not_found` for it, or for whom or what it names; `conflict` when it was changed since `ifUpdatedAt`, `invalid_body`
 */
export const changeFeedback = async (
  services: Services,
  actor: Actor,
  id: string,
  changes: FeedbackChanges,
  what = "feedback",
): Promise<StoredFeedback> => {
  const { tags } = changes;
  const update = await services.store.feedback.update(
    actor,
    id,
    { ...changes, tags: tags && [...new Set(tags)] },
    notedFor(services, actor),
  );
  if (update.outcome === "not_found") throw new Problem("not_found", { what });
  if (update.outcome === "conflict")
    throw new Problem("conflict", {
      reason: `This feedback was changed meanwhile, at ${new Date(update.updatedAt).toISOString()}. Read it again, then change it.`,
    });
  if (update.outcome === "unknown") throw new Problem("not_found", { what: update.what, path: update.field });
  if (update.outcome === "refused")
    throw new Problem("invalid_body", { issues: [{ path: update.field, message: update.reason }] });
  return update.feedback;
};

/** Deletes a feedback with everything kept for it. @throws Problem `not_found` */
export const deleteFeedback = async (
  services: Services,
  actor: Actor,
  id: string,
  what = "feedback",
): Promise<void> => {
  if (!(await services.store.feedback.remove(actor, id, notedFor(services, actor))))
    throw new Problem("not_found", { what });
  await deleteFilesNow(services);
};
