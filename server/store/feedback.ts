import type { Selectable } from "kysely";
import type { SourceType, Status } from "../../shared/contract/enumerations.ts";
import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import type { UserContext } from "../../shared/contract/user-token.ts";
import type { ImageFacts } from "../images/inspect-image.ts";
import type { Engine, Statement } from "./engine.ts";
import { eventStatements } from "./events.ts";
import type { Schema } from "./schema.ts";

/** Whom a user token vouched for: the host's own id of its user, and what it told about them. */
export type Customer = { sub: string; ctx: UserContext };

export type NewFeedback = {
  id: string;
  appId: string;
  createdAt: number;
  submission: Omit<ParsedSubmission, "screenshotDataUrl" | "attachments">;
  sourceType: SourceType;
  screenshot: (ImageFacts & { bytes: Buffer }) | null;
  customer: Customer | null;
  /** A token that is good for one submission: what tells it from others, and when nobody can use it any more. */
  singleUse: { hash: Buffer; expiresAt: number } | null;
  /** Remembered with the record, so that the same request gives the same answer. */
  idempotency: { keyId: string; key: string; bodyHash: Buffer; expiresAt: number } | null;
};

export type StoredFeedback = {
  id: string;
  appId: string;
  createdAt: number;
  updatedAt: number;
  status: Status;
  submission: Omit<ParsedSubmission, "screenshotDataUrl" | "attachments">;
  sourceType: SourceType;
  screenshot: (ImageFacts & { byteSize: number }) | null;
  customer: Customer | null;
};

/** Which feedback a reader may see: always an organization's, sometimes one app's. */
export type FeedbackReader = { organizationId: string; appId: string | null };

export type FeedbackFilter = {
  limit: number;
  /** Ids older than this one. */
  before: string | undefined;
  appId: string | undefined;
  status: Status | undefined;
  category: string | undefined;
  sourceType: SourceType | undefined;
  tag: string | undefined;
  since: number | undefined;
  until: number | undefined;
};

/** What became of a submission: a new record, the record an earlier twin made, a twin with another body, a token used before. */
export type Acceptance =
  | { outcome: "created" | "replayed"; id: string; createdAt: number }
  | { outcome: "mismatch" }
  | { outcome: "token_used" };

export type FeedbackStore = {
  /** The record, its picture, its event, its idempotency key and the use of its token in one transaction. */
  accept(feedback: NewFeedback): Promise<Acceptance>;
  list(reader: FeedbackReader, filter: FeedbackFilter): Promise<StoredFeedback[]>;
  find(reader: FeedbackReader, id: string): Promise<StoredFeedback | undefined>;
  readScreenshot(reader: FeedbackReader, id: string): Promise<(ImageFacts & { bytes: Buffer }) | undefined>;
};

const feedbackFrom = (row: Selectable<Schema["feedback"]>): StoredFeedback => ({
  id: row.id,
  appId: row.app_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  status: row.status as Status,
  submission: JSON.parse(row.submission) as StoredFeedback["submission"],
  sourceType: row.source_type as SourceType,
  screenshot: row.screenshot === null ? null : (JSON.parse(row.screenshot) as StoredFeedback["screenshot"]),
  customer:
    row.customer_sub === null
      ? null
      : { sub: row.customer_sub, ctx: JSON.parse(row.customer_ctx ?? "{}") as UserContext },
});

/** The statements that make one feedback durable; the idempotency key comes first, so that a twin stops the unit there. */
const acceptUnit = (
  engine: Engine,
  { id, appId, createdAt, submission, sourceType, screenshot, customer, singleUse, idempotency }: NewFeedback,
): Statement[] => {
  const { sql } = engine;
  const unit: Statement[] = [];
  if (idempotency)
    unit.push({
      expectRows: 1,
      query: sql
        .insertInto("idempotency_keys")
        .values({
          app_id: appId,
          key_id: idempotency.keyId,
          idempotency_key: idempotency.key,
          body_hash: idempotency.bodyHash,
          feedback_id: id,
          created_at: createdAt,
          expires_at: idempotency.expiresAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    });
  if (singleUse)
    unit.push({
      expectRows: 1,
      query: sql
        .insertInto("used_tokens")
        .values({ app_id: appId, hash: singleUse.hash, expires_at: singleUse.expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    });
  const facts = screenshot && {
    contentType: screenshot.contentType,
    width: screenshot.width,
    height: screenshot.height,
    byteSize: screenshot.bytes.length,
  };
  unit.push({
    query: sql
      .insertInto("feedback")
      .values({
        id,
        app_id: appId,
        created_at: createdAt,
        updated_at: createdAt,
        status: "new",
        category: submission.category ?? null,
        source_type: sourceType,
        submission: JSON.stringify(submission),
        screenshot: facts && JSON.stringify(facts),
        customer_sub: customer?.sub ?? null,
        customer_ctx: customer && JSON.stringify(customer.ctx),
      })
      .compile(),
  });
  if (submission.tags?.length)
    unit.push({
      query: sql
        .insertInto("feedback_tags")
        .values(submission.tags.map((tag) => ({ app_id: appId, tag, feedback_id: id })))
        .compile(),
    });
  if (screenshot)
    unit.push({
      query: sql
        .insertInto("pictures")
        .values({
          feedback_id: id,
          content_type: screenshot.contentType,
          width: screenshot.width,
          height: screenshot.height,
          bytes: screenshot.bytes,
        })
        .compile(),
    });
  // A feedback has one creation: its id serves the event too.
  unit.push(...eventStatements(engine, { id, appId, type: "feedback.created", subjectId: id, createdAt }));
  return unit;
};

export const feedbackStore = (engine: Engine): FeedbackStore => {
  const { sql } = engine;

  /** Every query for feedback starts here, so that none can forget whose it may be. */
  const readable = ({ organizationId, appId }: FeedbackReader) => {
    const query = sql.selectFrom("feedback");
    return appId === null
      ? query.where(
          "feedback.app_id",
          "in",
          sql.selectFrom("apps").select("apps.id").where("apps.organization_id", "=", organizationId),
        )
      : query.where("feedback.app_id", "=", appId);
  };

  return {
    async accept(feedback) {
      const outcome = await engine.write(acceptUnit(engine, feedback));
      if (outcome.done) return { outcome: "created", id: feedback.id, createdAt: feedback.createdAt };
      if (!feedback.idempotency || outcome.stoppedAt > 0) return { outcome: "token_used" };
      const { keyId, key, bodyHash } = feedback.idempotency;
      const [earlier] = await engine.read(
        sql
          .selectFrom("idempotency_keys")
          .select(["body_hash", "feedback_id", "created_at"])
          .where("app_id", "=", feedback.appId)
          .where("key_id", "=", keyId)
          .where("idempotency_key", "=", key)
          .compile(),
      );
      if (!earlier) return this.accept(feedback); // it expired between the two
      return bodyHash.equals(earlier.body_hash)
        ? { outcome: "replayed", id: earlier.feedback_id, createdAt: earlier.created_at }
        : { outcome: "mismatch" };
    },

    async list(reader, { limit, before, appId, status, category, sourceType, tag, since, until }) {
      let query = readable(reader).selectAll("feedback").orderBy("feedback.id", "desc").limit(limit);
      if (before) query = query.where("feedback.id", "<", before);
      if (appId) query = query.where("feedback.app_id", "=", appId);
      if (status) query = query.where("feedback.status", "=", status);
      if (category) query = query.where("feedback.category", "=", category);
      if (sourceType) query = query.where("feedback.source_type", "=", sourceType);
      if (since !== undefined) query = query.where("feedback.created_at", ">=", since);
      if (until !== undefined) query = query.where("feedback.created_at", "<", until);
      if (tag)
        query = query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom("feedback_tags")
              .select("feedback_tags.tag")
              .whereRef("feedback_tags.app_id", "=", "feedback.app_id")
              .whereRef("feedback_tags.feedback_id", "=", "feedback.id")
              .where("feedback_tags.tag", "=", tag),
          ),
        );
      return (await engine.read(query.compile())).map(feedbackFrom);
    },

    async find(reader, id) {
      const [row] = await engine.read(readable(reader).selectAll("feedback").where("feedback.id", "=", id).compile());
      return row && feedbackFrom(row);
    },

    async readScreenshot(reader, id) {
      const [row] = await engine.read(
        readable(reader)
          .innerJoin("pictures", "pictures.feedback_id", "feedback.id")
          .select(["pictures.content_type", "pictures.width", "pictures.height", "pictures.bytes"])
          .where("feedback.id", "=", id)
          .compile(),
      );
      return (
        row && {
          contentType: row.content_type as ImageFacts["contentType"],
          width: row.width,
          height: row.height,
          bytes: Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength),
        }
      );
    },
  };
};
