import type { Kysely } from "kysely";
import { auditStatement, type Change } from "./audit.ts";
import type { Engine, Statement } from "./engine.ts";
import { eventStatements } from "./events.ts";
import type { FeedbackReader } from "./feedback.ts";
import { readableFeedback } from "./feedback-rows.ts";
import type { Schema } from "./schema.ts";

export type ReplyAuthor = { type: "member" | "key" | "customer"; id: string; name: string };

export type StoredReply = {
  id: string;
  feedbackId: string;
  /** `public` is for the sender, `internal` for the team. */
  visibility: "public" | "internal";
  author: ReplyAuthor;
  content: string;
  createdAt: number;
};

export type ReplyStore = {
  /**
   * The reply, its event and its entry in the log in one transaction; the feedback counts as updated.
   *
   * @param data What is told of it to webhooks. @returns `false` when there is no such feedback.
   */
  add(reader: FeedbackReader, reply: StoredReply, data: Record<string, unknown>, change: Change): Promise<boolean>;
  /** Oldest first, younger than `after`. `undefined` when there is no such feedback. */
  list(
    reader: FeedbackReader,
    feedbackId: string,
    page: { limit: number; after: string | undefined },
  ): Promise<StoredReply[] | undefined>;
  /** How many public replies there are to those of these that have any and that the reader may see. */
  countPublic(reader: FeedbackReader, feedbackIds: string[]): Promise<Map<string, number>>;
};

/** The statement that keeps a reply. */
export const replyStatement = (
  sql: Kysely<Schema>,
  appId: string,
  { id, feedbackId, visibility, author, content, createdAt }: StoredReply,
): Statement => ({
  query: sql
    .insertInto("replies")
    .values({
      id,
      app_id: appId,
      feedback_id: feedbackId,
      visibility,
      author: JSON.stringify(author),
      content: JSON.stringify(content),
      created_at: createdAt,
    })
    .compile(),
});

/** The statements that add a reply to a feedback of this app, with its event. The first stops the unit when there is no such feedback. */
export const replyUnit = (
  engine: Engine,
  reply: StoredReply,
  { appId, eventId, data }: { appId: string; eventId: string; data: Record<string, unknown> },
): Statement[] => {
  const { sql } = engine;
  const { id, feedbackId, createdAt } = reply;
  return [
    {
      expectRows: 1,
      query: sql
        .updateTable("feedback")
        .set({ updated_at: createdAt })
        .where("app_id", "=", appId)
        .where("id", "=", feedbackId)
        .compile(),
    },
    replyStatement(sql, appId, reply),
    ...eventStatements(engine, { id: eventId, appId, type: "reply.created", subjectId: id, createdAt, data }),
  ];
};

export const replyFrom = (row: Schema["replies"]): StoredReply => ({
  id: row.id,
  feedbackId: row.feedback_id,
  visibility: row.visibility as StoredReply["visibility"],
  author: JSON.parse(row.author) as ReplyAuthor,
  content: JSON.parse(row.content) as string,
  createdAt: row.created_at,
});

export const replyStore = (engine: Engine): ReplyStore => {
  const { sql } = engine;
  const appOf = async (reader: FeedbackReader, id: string): Promise<string | undefined> =>
    (
      await engine.read(readableFeedback(sql, reader).select("feedback.app_id").where("feedback.id", "=", id).compile())
    )[0]?.app_id;

  return {
    async add(reader, reply, data, change) {
      const { id, feedbackId, visibility } = reply;
      const appId = await appOf(reader, feedbackId);
      if (appId === undefined) return false;
      const outcome = await engine.write([
        ...replyUnit(engine, reply, { appId, eventId: change.makeId(), data }),
        auditStatement(sql, change, {
          organizationId: reader.organizationId,
          appId,
          action: "reply.created",
          subject: `feedback ${feedbackId}`,
          details: { reply: id, visibility },
        }),
      ]);
      return outcome.done;
    },

    async list(reader, feedbackId, { limit, after }) {
      if ((await appOf(reader, feedbackId)) === undefined) return undefined;
      const query = sql
        .selectFrom("replies")
        .selectAll()
        .where("feedback_id", "=", feedbackId)
        .orderBy("id")
        .limit(limit);
      return (await engine.read((after ? query.where("id", ">", after) : query).compile())).map(replyFrom);
    },

    async countPublic(reader, feedbackIds) {
      if (feedbackIds.length === 0) return new Map();
      const counts = readableFeedback(sql, reader)
        .innerJoin("replies", "replies.feedback_id", "feedback.id")
        .select(({ fn }) => ["feedback.id", fn.countAll<number>().as("count")])
        .where("feedback.id", "in", feedbackIds)
        .where("replies.visibility", "=", "public")
        .groupBy("feedback.id");
      return new Map((await engine.read(counts.compile())).map(({ id, count }) => [id, count]));
    },
  };
};
