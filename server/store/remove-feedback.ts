import { discardAttachments } from "./attachments.ts";
import { type AuditEntry, auditStatement, type Change } from "./audit.ts";
import { deleteWithoutFeedback } from "./customer-rows.ts";
import type { Engine, Statement } from "./engine.ts";
import { eventStatements, forgetEvents } from "./events.ts";

export type Removal = {
  organizationId: string;
  appId: string;
  /** At most `REMOVED_AT_ONCE`; all of them must be there. */
  ids: string[];
  change: Change;
  audit: Pick<AuditEntry, "action" | "subject" | "details">;
};

/** More would hold up whoever else writes. */
export const REMOVED_AT_ONCE = 100;

/** A customer whose last feedback goes is forgotten with it, unless they have sent another meanwhile, or were added by the team. */
const forgetCustomers = async ({ sql, read }: Engine, appId: string, ids: string[]): Promise<Statement[]> => {
  const theirs = sql.selectFrom("feedback").select("customer_id").where("app_id", "=", appId).where("id", "in", ids);
  const customers = await read(
    sql.selectFrom("customers").select(["id", "submissions"]).where("id", "in", theirs).compile(),
  );
  return customers.map(({ id, submissions }) => ({
    query: deleteWithoutFeedback(sql, { id, appId, submissions }).where("added_at", "is", null).compile(),
  }));
};

/**
 * Removes feedback and everything that was ever kept for it: tags, pictures, files, replies, words in the search, what its idempotency keys
 * remember, its events and what was delivered of them. What is told to webhooks of it afterwards is that it is gone.
 *
 * @returns `false` when another removed some of them meanwhile; then nothing is done.
 */
export const removeFeedback = async (engine: Engine, removal: Removal): Promise<boolean> => {
  const { organizationId, appId, ids, change, audit } = removal;
  const { sql } = engine;
  const replies = await engine.read(sql.selectFrom("replies").select("id").where("feedback_id", "in", ids).compile());
  const customers = await forgetCustomers(engine, appId, ids);
  const outcome = await engine.write([
    // First, so that whoever adds something to one of them waits, and then finds it gone.
    {
      expectRows: ids.length,
      query: sql.deleteFrom("feedback").where("app_id", "=", appId).where("id", "in", ids).compile(),
    },
    { query: sql.deleteFrom("feedback_tags").where("app_id", "=", appId).where("feedback_id", "in", ids).compile() },
    { query: sql.deleteFrom("pictures").where("feedback_id", "in", ids).compile() },
    ...discardAttachments(sql, ids),
    {
      query: sql
        .deleteFrom("idempotency_keys")
        .where(({ or, eb, selectFrom }) =>
          or([
            eb("feedback_id", "in", ids),
            eb("feedback_id", "in", selectFrom("replies").select("replies.id").where("replies.feedback_id", "in", ids)),
          ]),
        )
        .compile(),
    },
    { query: sql.deleteFrom("replies").where("feedback_id", "in", ids).compile() },
    { query: engine.search.remove(ids) },
    ...customers,
    {
      query: sql
        .updateTable("feedback")
        .set({ duplicate_of: null, updated_at: change.at })
        .where("app_id", "=", appId)
        .where("duplicate_of", "in", ids)
        .compile(),
    },
    ...forgetEvents(engine, [...ids, ...replies.map(({ id }) => id)]),
    ...ids.flatMap((id) =>
      eventStatements(engine, {
        id: change.makeId(),
        appId,
        type: "feedback.deleted",
        subjectId: id,
        createdAt: change.at,
        data: { id, app: appId },
      }),
    ),
    auditStatement(sql, change, { organizationId, appId, ...audit }),
  ]);
  return outcome.done;
};
