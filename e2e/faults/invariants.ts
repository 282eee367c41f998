import { sql as raw } from "kysely";
import type { Engine } from "../../server/store/engine.ts";

/** What must never be found in a database, whatever was killed when: each query gives what breaks the rule. */
const NEVER: Record<string, string> = {
  "a text that stands in two records": `SELECT submission FROM feedback GROUP BY submission HAVING count(*) > 1`,
  "a record without its idempotency key, or with two": `SELECT f.id FROM feedback f LEFT JOIN idempotency_keys k ON k.feedback_id = f.id GROUP BY f.id HAVING count(k.feedback_id) <> 1`,
  "an idempotency key without its record": `SELECT feedback_id FROM idempotency_keys WHERE feedback_id NOT IN (SELECT id FROM feedback)`,
  "a picture without its record": `SELECT feedback_id FROM pictures WHERE feedback_id NOT IN (SELECT id FROM feedback)`,
  "a record that lacks the picture it tells of": `SELECT id FROM feedback WHERE screenshot IS NOT NULL AND id NOT IN (SELECT feedback_id FROM pictures)`,
  "a file without its record": `SELECT id FROM attachments WHERE feedback_id NOT IN (SELECT id FROM feedback)`,
  "a file that still waits although a record has it": `SELECT id FROM uploads WHERE id IN (SELECT id FROM attachments)`,
  "a tag without its record": `SELECT tag FROM feedback_tags WHERE feedback_id NOT IN (SELECT id FROM feedback)`,
  "a record without its two tags": `SELECT f.id FROM feedback f LEFT JOIN feedback_tags t ON t.feedback_id = f.id GROUP BY f.id HAVING count(t.tag) <> 2`,
  "a reply without its record": `SELECT id FROM replies WHERE feedback_id NOT IN (SELECT id FROM feedback)`,
  "a record that was not told of once": `SELECT f.id FROM feedback f LEFT JOIN events e ON e.subject_id = f.id AND e.type = 'feedback.created' GROUP BY f.id HAVING count(e.id) <> 1`,
  "a reply that was not told of once": `SELECT r.id FROM replies r LEFT JOIN events e ON e.subject_id = r.id AND e.type = 'reply.created' GROUP BY r.id HAVING count(e.id) <> 1`,
  "an event of a record that is not there": `SELECT id FROM events WHERE type LIKE 'feedback.%' AND subject_id NOT IN (SELECT id FROM feedback)`,
  "an event without its delivery": `SELECT id FROM events WHERE id NOT IN (SELECT event_id FROM deliveries)`,
  "a delivery without its event": `SELECT event_id FROM deliveries WHERE event_id NOT IN (SELECT id FROM events)`,
  "a delivery that neither arrived nor is to be tried again": `SELECT event_id FROM deliveries WHERE status <> 'delivered' AND next_at IS NULL`,
  "a change without its line in the log": `SELECT id FROM events WHERE type = 'feedback.updated' AND created_at NOT IN (SELECT at FROM audit WHERE action = 'feedback.updated')`,
  "a customer who was counted wrongly": `SELECT c.id FROM customers c LEFT JOIN feedback f ON f.customer_id = c.id GROUP BY c.id, c.submissions HAVING count(f.id) <> c.submissions`,
  "a record that search does not know": `SELECT id FROM feedback WHERE id NOT IN (SELECT feedback_id FROM feedback_search)`,
};

/** What the databases themselves find wrong with their files. */
const OWN = {
  sqlite: {
    integrity_check: `SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'`,
    foreign_key_check: `SELECT "table" FROM pragma_foreign_key_check`,
  },
  postgres: {
    "amcheck of tables": `SELECT c.relname, h.msg FROM pg_class c, LATERAL verify_heapam(c.oid) h WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
    "amcheck of indexes": `WITH trees AS MATERIALIZED (SELECT c.oid, c.relname FROM pg_class c JOIN pg_am a ON a.oid = c.relam WHERE c.relkind = 'i' AND a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace) SELECT relname FROM trees WHERE bt_index_check(oid, true)::text <> ''`,
    "indexes and constraints that do not hold": `SELECT indexrelid::text FROM pg_index WHERE NOT indisvalid UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated`,
  },
};

const rowsOf = (engine: Engine, query: string) =>
  engine.read<Record<string, unknown>>(raw.raw(query).compile(engine.sql) as never);

/** The records whose making a webhook is still to be told of. */
export const pendingRecords = async (engine: Engine): Promise<Set<unknown>> => {
  const query = `SELECT e.subject_id FROM deliveries d JOIN events e ON e.id = d.event_id WHERE e.type = 'feedback.created' AND d.next_at IS NOT NULL`;
  return new Set((await rowsOf(engine, query)).map(({ subject_id }) => subject_id));
};

/** Every rule that the database breaks, with the first records that break it. */
export const brokenRules = async (engine: Engine, kind: "sqlite" | "postgres"): Promise<string[]> => {
  if (kind === "postgres") await rowsOf(engine, "CREATE EXTENSION IF NOT EXISTS amcheck");
  const broken: string[] = [];
  for (const [rule, query] of Object.entries({ ...NEVER, ...OWN[kind] })) {
    const rows = await rowsOf(engine, query);
    if (rows.length > 0) broken.push(`${rule}: ${rows.length}, such as ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return broken;
};
