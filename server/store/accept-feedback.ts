import type { Insertable } from "kysely";
import { claimUploads, insertAttachments } from "./attachments.ts";
import { customerIdQuery, personOf, seenStatement } from "./customer-rows.ts";
import type { Engine, Statement } from "./engine.ts";
import { eventStatements } from "./events.ts";
import type { NewFeedback } from "./feedback.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";

/** What full text search looks at: what the sender wrote, the page, and who they are. */
export const searchTexts = ({
  content,
  context,
  pageTitle,
  pageUrl,
  customerName,
  customerEmail,
  element,
}: NewFeedback["submission"]): string[] =>
  [content, context, pageTitle, pageUrl, customerName, customerEmail, element?.text].filter(
    (text) => text !== undefined,
  );

/** Stops its unit when the key is remembered already. */
export const rememberKey = prepared((sql, row: Schema["idempotency_keys"]) =>
  sql
    .insertInto("idempotency_keys")
    .values({
      app_id: row.app_id,
      key_id: row.key_id,
      idempotency_key: row.idempotency_key,
      body_hash: row.body_hash,
      feedback_id: row.feedback_id,
      created_at: row.created_at,
      expires_at: row.expires_at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
);

/** Uses up a token that is good for one submission. Stops its unit when that has been done already. */
export const spendToken = (
  sql: Engine["sql"],
  appId: string,
  { hash, expiresAt }: NonNullable<NewFeedback["singleUse"]>,
): Statement => ({
  expectRows: 1,
  query: sql
    .insertInto("used_tokens")
    .values({ app_id: appId, hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
});

type Row = Pick<
  Insertable<Schema["feedback"]>,
  | "id"
  | "app_id"
  | "created_at"
  | "updated_at"
  | "status"
  | "category"
  | "source_type"
  | "submission"
  | "screenshot"
  | "attachments"
  | "customer_sub"
  | "customer_ctx"
  | "connection_id"
>;
const values = (row: Row) => ({
  id: row.id,
  app_id: row.app_id,
  created_at: row.created_at,
  updated_at: row.updated_at,
  status: row.status,
  category: row.category,
  source_type: row.source_type,
  submission: row.submission,
  screenshot: row.screenshot,
  attachments: row.attachments,
  customer_sub: row.customer_sub,
  customer_ctx: row.customer_ctx,
  connection_id: row.connection_id,
});
const insertUnknown = prepared((sql, row: Row) => sql.insertInto("feedback").values(values(row)).compile());
const insertKnown = prepared((sql, row: Row & { identity: string }) =>
  sql
    .insertInto("feedback")
    .values({ ...values(row), customer_id: customerIdQuery(sql, row.app_id, row.identity) })
    .compile(),
);
const insertTag = prepared((sql, row: Schema["feedback_tags"]) =>
  sql.insertInto("feedback_tags").values({ app_id: row.app_id, tag: row.tag, feedback_id: row.feedback_id }).compile(),
);
const insertPicture = prepared((sql, row: Schema["pictures"]) =>
  sql
    .insertInto("pictures")
    .values({
      feedback_id: row.feedback_id,
      content_type: row.content_type,
      width: row.width,
      height: row.height,
      bytes: row.bytes,
    })
    .compile(),
);

/** The statements that make one feedback durable; the idempotency key comes first, so that a twin stops the unit there. */
export const acceptUnit = (
  engine: Engine,
  {
    id,
    appId,
    createdAt,
    submission,
    sourceType,
    screenshot,
    attachments,
    customer,
    connectionId = null,
    singleUse,
    idempotency,
    past = { status: "new", updatedAt: createdAt },
    event = { id, createdAt }, // a feedback has one creation: its id serves the event too
  }: NewFeedback,
): Statement[] => {
  const { sql } = engine;
  const unit: Statement[] = [];
  if (idempotency)
    unit.push({
      expectRows: 1,
      query: rememberKey(sql, {
        app_id: appId,
        key_id: idempotency.keyId,
        idempotency_key: idempotency.key,
        body_hash: idempotency.bodyHash,
        feedback_id: id,
        created_at: createdAt,
        expires_at: idempotency.expiresAt,
      }),
    });
  if (singleUse) unit.push(spendToken(sql, appId, singleUse));
  unit.push(...claimUploads(sql, appId, attachments));
  const person = personOf({ customer, submission });
  if (person) unit.push(seenStatement(sql, { id, appId, at: createdAt, person }));
  const facts = screenshot && {
    contentType: screenshot.contentType,
    width: screenshot.width,
    height: screenshot.height,
    byteSize: screenshot.bytes.length,
  };
  const row = {
    id,
    app_id: appId,
    created_at: createdAt,
    updated_at: past.updatedAt,
    status: past.status,
    category: submission.category ?? null,
    source_type: sourceType,
    submission: JSON.stringify(submission),
    screenshot: facts && JSON.stringify(facts),
    attachments: attachments.length === 0 ? null : JSON.stringify(attachments.map(({ blob: _, ...shown }) => shown)),
    customer_sub: customer?.sub ?? null,
    customer_ctx: customer && JSON.stringify(customer.ctx),
    connection_id: connectionId,
  };
  unit.push({ query: person ? insertKnown(sql, { ...row, identity: person.identity }) : insertUnknown(sql, row) });
  for (const tag of submission.tags ?? [])
    unit.push({ query: insertTag(sql, { app_id: appId, tag, feedback_id: id }) });
  if (screenshot)
    unit.push({
      query: insertPicture(sql, {
        feedback_id: id,
        content_type: screenshot.contentType,
        width: screenshot.width,
        height: screenshot.height,
        bytes: screenshot.bytes,
      }),
    });
  unit.push(...insertAttachments(sql, { id, appId, attachments }));
  unit.push({ query: engine.search.put({ id, appId, texts: searchTexts(submission) }) });
  if (event) unit.push(...eventStatements(engine, { ...event, appId, type: "feedback.created", subjectId: id }));
  return unit;
};
