import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import { rememberKey, spendToken } from "./accept-feedback.ts";
import { customerIdQuery } from "./customer-rows.ts";
import type { Engine, Statement } from "./engine.ts";
import type { NewFeedback } from "./feedback.ts";
import { replyFrom, replyUnit, type StoredReply } from "./replies.ts";

/** Whom a user token vouches for, by the host's own id of its user; or the extension that a key was made for, by the id of its key. */
export type Sender = { appId: string } & ({ sub: string } | { connectionId: string });

/** A feedback of the sender's that has public replies: the last of them, oldest first. */
export type StoredConversation = { id: string; createdAt: number; content: string; replies: StoredReply[] };

/** What became of a sender's reply; `replayed` is the one that the same request made before. */
export type ReplyOutcome =
  | { outcome: "created" | "replayed"; reply: StoredReply }
  | { outcome: "mismatch" | "token_used" | "not_found" | "try_again" };

export type ConversationStore = {
  /**
   * Whose last public reply is the youngest comes first, by the ids of these; only what is older than the reply `before`. Internal notes
   * are not read.
   */
  list(
    sender: Sender,
    page: { limit: number; before: string | undefined; replies: number },
  ): Promise<Array<StoredConversation & { lastReply: string }>>;
  /** The customer that a feedback is of; `null` is nobody in particular. `undefined` when the sender has no such feedback. */
  find(sender: Sender, feedbackId: string): Promise<{ customerId: string | null } | undefined>;
  /** Whether a token that is good for one submission has been used for it. */
  isUsed(appId: string, tokenHash: Buffer): Promise<boolean>;
  /**
   * A reply of the sender's, its event, its idempotency key and the use of its token in one transaction.
   *
   * @param data What is told of it to webhooks.
   */
  reply(
    sender: Sender,
    reply: StoredReply,
    more: Pick<NewFeedback, "idempotency" | "singleUse"> & { eventId: string; data: Record<string, unknown> },
  ): Promise<ReplyOutcome>;
};

export const conversationStore = (engine: Engine): ConversationStore => {
  const { sql } = engine;

  /** Every query starts here. The customer is for the index; that it is their token's `sub`, and no address they typed, is what counts. */
  const theirs = (sender: Sender) => {
    const ofApp = sql.selectFrom("feedback").where("feedback.app_id", "=", sender.appId);
    return "sub" in sender
      ? ofApp
          .where("feedback.customer_id", "=", customerIdQuery(sql, sender.appId, `sub ${sender.sub}`))
          .where("feedback.customer_sub", "=", sender.sub)
      : ofApp.where("feedback.connection_id", "=", sender.connectionId);
  };

  const lastReplies = async (ids: string[], most: number): Promise<StoredReply[]> => {
    const numbered = sql
      .selectFrom("replies")
      .selectAll("replies")
      .select(({ fn }) =>
        fn
          .agg<number>("row_number")
          .over((over) => over.partitionBy("replies.feedback_id").orderBy("replies.id", "desc"))
          .as("place"),
      )
      .where("replies.feedback_id", "in", ids)
      .where("replies.visibility", "=", "public");
    const rows = await engine.read(
      sql.selectFrom(numbered.as("numbered")).selectAll().where("place", "<=", most).orderBy("id").compile(),
    );
    return rows.map(replyFrom);
  };

  const replayOf = async (sender: Sender, { idempotency }: Pick<NewFeedback, "idempotency">): Promise<ReplyOutcome> => {
    if (!idempotency) return { outcome: "try_again" };
    const [earlier] = await engine.read(
      sql
        .selectFrom("idempotency_keys")
        .select(["body_hash", "feedback_id"])
        .where("app_id", "=", sender.appId)
        .where("key_id", "=", idempotency.keyId)
        .where("idempotency_key", "=", idempotency.key)
        .compile(),
    );
    if (!earlier) return { outcome: "try_again" };
    if (!idempotency.bodyHash.equals(earlier.body_hash)) return { outcome: "mismatch" };
    const [row] = await engine.read(
      sql.selectFrom("replies").selectAll().where("id", "=", earlier.feedback_id).compile(),
    );
    return row ? { outcome: "replayed", reply: replyFrom(row) } : { outcome: "not_found" };
  };

  return {
    async list(sender, { limit, before, replies: most }) {
      const last = theirs(sender)
        .innerJoin("replies", "replies.feedback_id", "feedback.id")
        .where("replies.visibility", "=", "public")
        .select(({ fn }) => ["feedback.id", fn.max("replies.id").as("reply")])
        .groupBy("feedback.id")
        .orderBy("reply", "desc")
        .limit(limit);
      const found = await engine.read(
        (before ? last.having(({ fn }) => fn.max("replies.id"), "<", before) : last).compile(),
      );
      if (found.length === 0) return [];
      const ids = found.map(({ id }) => id);
      const [rows, replies] = await Promise.all([
        engine.read(
          theirs(sender)
            .select(["feedback.id", "feedback.created_at", "feedback.submission"])
            .where("feedback.id", "in", ids)
            .compile(),
        ),
        lastReplies(ids, most),
      ]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      const byFeedback = Map.groupBy(replies, ({ feedbackId }) => feedbackId);
      return found.flatMap(({ id, reply }) => {
        const row = byId.get(id); // it may have been deleted between the two
        if (!row) return [];
        const { content } = JSON.parse(row.submission) as Pick<ParsedSubmission, "content">;
        return [{ id, createdAt: row.created_at, content, replies: byFeedback.get(id) ?? [], lastReply: reply }];
      });
    },

    async find(sender, feedbackId) {
      const [row] = await engine.read(
        theirs(sender).select("feedback.customer_id").where("feedback.id", "=", feedbackId).compile(),
      );
      return row && { customerId: row.customer_id };
    },

    async isUsed(appId, tokenHash) {
      const used = sql.selectFrom("used_tokens").select("expires_at").where("app_id", "=", appId);
      return (await engine.read(used.where("hash", "=", tokenHash).compile())).length > 0;
    },

    async reply(sender, reply, { idempotency, singleUse, eventId, data }) {
      const { appId } = sender;
      const first: Statement[] = [];
      if (idempotency)
        first.push({
          expectRows: 1,
          query: rememberKey(sql, {
            app_id: appId,
            key_id: idempotency.keyId,
            idempotency_key: idempotency.key,
            body_hash: idempotency.bodyHash,
            feedback_id: reply.id,
            created_at: reply.createdAt,
            expires_at: idempotency.expiresAt,
          }),
        });
      if (singleUse) first.push(spendToken(sql, appId, singleUse));
      const outcome = await engine.write([...first, ...replyUnit(engine, reply, { appId, eventId, data })]);
      if (outcome.done) return { outcome: "created", reply };
      if (outcome.stoppedAt >= first.length) return { outcome: "not_found" };
      return idempotency && outcome.stoppedAt === 0 ? replayOf(sender, { idempotency }) : { outcome: "token_used" };
    },
  };
};
