import type { Schema } from "../store/schema.ts";

/** A table whose rows are moved. */
export type MovedTable = {
  /** What tells its rows apart: a primary or unique key, so that both databases find a row by it and list in its order. */
  key: string[];
  /** How many rows are read at once, where one can be a megabyte; 500 unless said. */
  atOnce?: number;
  /** A column too large to be read only to compare: it is never changed once it is there, so its length says enough. */
  large?: { column: string; others: string[] };
};

/** A table that each database has of its own, and why. */
export type OwnTable = { own: string };

/**
 * Every table of the schema: how its rows are told apart, or why they stay. Those that others point at come first. A new table
 * does not compile before it is here, and a test compares keys and columns with the databases.
 */
export const TABLES: { readonly [T in keyof Schema]: MovedTable | OwnTable } = {
  schema_version: { own: "each database counts the steps of its own schema; both must be at the same" },
  moves: { own: "says that a database is being filled, of that database only" },
  installation: { key: ["id"] },
  organizations: { key: ["id"] },
  members: { key: ["id"] },
  apps: { key: ["id"] },
  keys: { key: ["id"] },
  signing_secrets: { key: ["app_id", "slot"] },
  sign_in_links: { key: ["hash"] },
  sessions: { key: ["hash"] },
  invitations: { key: ["id"] },
  passwords: { key: ["member_id"] },
  passkeys: { key: ["id"] },
  challenges: { key: ["hash"] },
  external_identities: { key: ["issuer", "subject"] },
  connect_codes: { key: ["hash"] },
  customers: { key: ["id"] },
  feedback: { key: ["app_id", "id"], atOnce: 50 },
  feedback_tags: { key: ["app_id", "tag", "feedback_id"] },
  pictures: {
    key: ["feedback_id"],
    large: { column: "bytes", others: ["feedback_id", "content_type", "width", "height"] },
  },
  replies: { key: ["id"] },
  uploads: { key: ["id"] },
  attachments: { key: ["feedback_id", "id"] },
  discarded_blobs: { key: ["name"] },
  used_tokens: { key: ["app_id", "hash"] },
  idempotency_keys: { key: ["app_id", "key_id", "idempotency_key"] },
  webhooks: { key: ["id"] },
  events: { key: ["id"] },
  deliveries: { key: ["webhook_id", "event_id"] },
  usage: { key: ["app_id", "key_id", "day", "outcome"] },
  tracked_users: { key: ["id"] },
  tracked_events: { key: ["app_id", "id"] },
  recordings: {
    key: ["app_id", "id"],
    large: {
      column: "bytes",
      others: ["app_id", "id", "session_id", "sequence", "tracked_user_id", "byte_size"],
    },
  },
  audit: { key: ["id"] },
  views: { key: ["id"] },
  imports: { key: ["app_id", "source"] },
  imported_items: { key: ["app_id", "hash"] },
};

export type Table = MovedTable & { name: string };

const entries = Object.entries(TABLES) as Array<[string, MovedTable | OwnTable]>;

/** In the order in which rows can be written; deleted in the other. */
export const movedTables = (): Table[] =>
  entries.flatMap(([name, table]) => ("own" in table ? [] : [{ name, ...table }]));

export const ownTables = (): Array<{ table: string; reason: string }> => [
  ...entries.flatMap(([table, plan]) => ("own" in plan ? [{ table, reason: plan.own }] : [])),
  {
    table: "feedback_search",
    reason: "the index of words is each database's own kind; it is made anew from the feedback",
  },
];
