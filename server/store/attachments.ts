import type { Expression, Kysely, SqlBool } from "kysely";
import type { UploadKind, UploadType } from "../../shared/contract/enumerations.ts";
import type { Engine, Statement } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import { readableFeedback } from "./feedback-rows.ts";
import type { Schema } from "./schema.ts";

/** A file of a feedback; its id is that of the upload it was. */
export type Attachment = { id: string; kind: UploadKind; contentType: UploadType; byteSize: number };

/** An upload that becomes an attachment, with the blob that holds its bytes. */
export type NewAttachment = Attachment & { blob: string };

export type AttachmentStore = {
  /** What is kept of one: its type, and the blob that holds it. */
  find(
    reader: FeedbackReader,
    feedbackId: string,
    id: string,
  ): Promise<{ contentType: UploadType; blob: string } | undefined>;
};

/** The statements by which uploads stop waiting: each stops the unit unless it is this app's, whole, and still waits. */
export const claimUploads = (sql: Kysely<Schema>, appId: string, attachments: NewAttachment[]): Statement[] =>
  attachments.map(({ id, blob }) => ({
    expectRows: 1,
    query: sql
      .deleteFrom("uploads")
      .where("id", "=", id)
      .where("app_id", "=", appId)
      .where("blob", "=", blob)
      .compile(),
  }));

export const insertAttachments = (
  sql: Kysely<Schema>,
  { id, appId, attachments }: { id: string; appId: string; attachments: NewAttachment[] },
): Statement[] =>
  attachments.length === 0
    ? []
    : [
        {
          query: sql
            .insertInto("attachments")
            .values(
              attachments.map(({ id: upload, contentType, blob }) => ({
                app_id: appId,
                feedback_id: id,
                id: upload,
                content_type: contentType,
                blob,
              })),
            )
            .compile(),
        },
      ];

/**
 * The statements that forget blobs with the rows that named them: what is noted here is deleted soon after, and however often the
 * server is killed in between.
 */
const discard = (
  sql: Kysely<Schema>,
  table: "attachments" | "uploads",
  which: { column: "feedback_id" | "app_id"; is: readonly string[] },
): Statement[] => [
  {
    query: sql
      .insertInto("discarded_blobs")
      .columns(["name"])
      .expression(
        sql
          .selectFrom(table)
          .select((of) => of.ref("blob").$notNull().as("name"))
          .where("blob", "is not", null)
          .where(({ eb, ref }): Expression<SqlBool> => eb(ref(which.column as "app_id"), "in", which.is)),
      )
      .onConflict((conflict) => conflict.doNothing())
      .compile(),
  },
  {
    query: sql
      .deleteFrom(table)
      .where(({ eb, ref }): Expression<SqlBool> => eb(ref(which.column as "app_id"), "in", which.is))
      .compile(),
  },
];

/** The attachments of this feedback, and soon after their blobs, are removed. */
export const discardAttachments = (sql: Kysely<Schema>, feedbackIds: readonly string[]): Statement[] =>
  discard(sql, "attachments", { column: "feedback_id", is: feedbackIds });

/** Every attachment and upload of an app, and soon after their blobs, are removed. */
export const discardFilesOfApp = (sql: Kysely<Schema>, appId: string): Statement[] => [
  ...discard(sql, "attachments", { column: "app_id", is: [appId] }),
  ...discard(sql, "uploads", { column: "app_id", is: [appId] }),
];

export const attachmentStore = (engine: Engine): AttachmentStore => {
  const { sql } = engine;
  return {
    async find(reader, feedbackId, id) {
      const [row] = await engine.read(
        readableFeedback(sql, reader)
          .innerJoin("attachments", "attachments.feedback_id", "feedback.id")
          .select(["attachments.content_type", "attachments.blob"])
          .where("feedback.id", "=", feedbackId)
          .where("attachments.id", "=", id)
          .compile(),
      );
      return row && { contentType: row.content_type as UploadType, blob: row.blob };
    },
  };
};
