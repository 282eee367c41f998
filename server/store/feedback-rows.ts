import type { Kysely, Selectable } from "kysely";
import type { SourceType, Status } from "../../shared/contract/enumerations.ts";
import type { UserContext } from "../../shared/contract/user-token.ts";
import { mayRead } from "./apps.ts";
import type { FeedbackReader, StoredFeedback } from "./feedback.ts";
import type { Schema } from "./schema.ts";

/** A record as its row has it. */
export const feedbackFrom = (row: Selectable<Schema["feedback"]>): StoredFeedback => {
  const submission = JSON.parse(row.submission) as StoredFeedback["submission"];
  return {
    id: row.id,
    appId: row.app_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    status: row.status as Status,
    submission,
    sourceType: row.source_type as SourceType,
    screenshot: row.screenshot === null ? null : (JSON.parse(row.screenshot) as StoredFeedback["screenshot"]),
    attachments: row.attachments === null ? [] : (JSON.parse(row.attachments) as StoredFeedback["attachments"]),
    customer:
      row.customer_sub === null
        ? null
        : { sub: row.customer_sub, ctx: JSON.parse(row.customer_ctx ?? "{}") as UserContext },
    tags: row.tags === null ? (submission.tags ?? []) : (JSON.parse(row.tags) as string[]),
    assignee: row.assignee,
    duplicateOf: row.duplicate_of,
    customerId: row.customer_id,
  };
};

/** Every query for feedback starts here, so that none can forget whose it may be. */
export const readableFeedback = (sql: Kysely<Schema>, reader: FeedbackReader) =>
  sql.selectFrom("feedback").where(mayRead(sql, reader, "feedback"));
