import type { ColumnType } from "kysely";
import type { TrackingSchema } from "./tracking-schema.ts";

/** The tables, as both engines keep them. Times are milliseconds since 1970; JSON is text, so that both read it alike. */
export type Schema = TrackingSchema & {
  schema_version: { id: number; version: number };
  installation: { id: number; created_at: number };
  /** One row while `earshot migrate` fills this database, none once a server has opened it. */
  moves: { id: number; source: string; started_at: number; finished_at: number | null };
  organizations: { id: string; name: string; created_at: number };
  members: {
    id: string;
    organization_id: string;
    name: string;
    role: string | null;
    /** What they may do: see `shared/contract/may-do.ts`. */
    right: string;
    /** In small letters; nobody else has the same. */
    email: ColumnType<string | null, string | null | undefined, string | null>;
    /** 1 where somebody else vouches for the address: whoever invited them by it, the operator, or their provider. */
    email_vouched: ColumnType<number | null, number | undefined, number>;
    created_at: number;
    /** Whoever was removed stays as the name behind keys and entries of the log, and can do nothing. */
    removed_at: ColumnType<number | null, undefined, number>;
  };
  apps: {
    id: string;
    organization_id: string;
    name: string;
    environment: string;
    mode: string;
    created_at: number;
    /** As JSON; `null` where nothing was ever said. */
    settings: ColumnType<string | null, string | undefined, string>;
    limits: ColumnType<string | null, string | undefined, string>;
    /** How many days feedback is kept; `null`: for ever. */
    retention_days: ColumnType<number | null, number | null | undefined, number | null>;
  };
  keys: {
    id: string;
    app_id: string;
    owner_id: string;
    kind: string;
    name: string;
    hash: Uint8Array;
    hint: string;
    scopes: string;
    allowed_origins: string;
    created_at: number;
    expires_at: number | null;
    revoked_at: ColumnType<number | null, null | undefined, number | null>;
    last_used_at: ColumnType<number | null, null | undefined, number | null>;
    /** As JSON; `null` where it has none of its own. */
    limits: ColumnType<string | null, string | null | undefined, string>;
    leaked_at: ColumnType<number | null, null | undefined, number>;
    /** The origin of the page that it arrived from, where that was said. */
    leaked_from: ColumnType<string | null, undefined, string | null>;
    replaced_by: ColumnType<string | null, null | undefined, string>;
    /** Of the connection token; `null` where the key is no extension's. */
    connection_hash: ColumnType<Uint8Array | null, Uint8Array | null | undefined, never>;
    /** Of a kind that has roles: which one, and what it is for, as JSON: a database may refuse characters that people write. */
    role: ColumnType<string | null, string | null | undefined, never>;
    description: ColumnType<string | null, string | null | undefined, never>;
    /** Its text, sealed by the vault; `null` for a kind that is shown once. */
    sealed: ColumnType<Uint8Array | null, Uint8Array | null | undefined, never>;
    /** What it is the only live one of; no two live keys have the same. */
    sole: ColumnType<string | null, string | null | undefined, null>;
  };
  feedback: {
    id: string;
    app_id: string;
    created_at: number;
    updated_at: number;
    status: string;
    category: string | null;
    source_type: string;
    /** The parsed submission, as JSON. */
    submission: string;
    /** Facts about the picture, as JSON; its bytes are in `pictures`. */
    screenshot: string | null;
    /** Whom a user token vouched for, and what it told about them, as JSON. */
    customer_sub: string | null;
    customer_ctx: string | null;
    /** What the team made of the tags, as JSON; `null`: as they were sent. */
    tags: ColumnType<string | null, string | null | undefined, string>;
    assignee: ColumnType<string | null, undefined, string | null>;
    duplicate_of: ColumnType<string | null, undefined, string | null>;
    customer_id: ColumnType<string | null, string | null | undefined, string | null>;
    /** Facts about its files, as JSON; the blobs that hold them are named in `attachments`. `null`: none. */
    attachments: ColumnType<string | null, string | null | undefined, never>;
    /** The key it came with, where that has a connection token. */
    connection_id: ColumnType<string | null, string | null | undefined, never>;
  };
  customers: {
    id: string;
    app_id: string;
    /** What makes them one person: `sub …` by a user token, `email …` otherwise. */
    identity: string;
    sub: string | null;
    name: string | null;
    email: string | null;
    /** All of these in small letters, for finding them. */
    search: string;
    /** How often they sent something, ever. It only grows, so it also tells whether they came back meanwhile. */
    submissions: number;
    first_seen_at: number;
    last_seen_at: number;
    /** When the team added them; `null` is somebody who came by a feedback alone. */
    added_at: ColumnType<number | null, number | undefined, number>;
    /** With which part the name begins that is the given one, where the team said so. */
    given_name: ColumnType<string | null, string | null | undefined, string | null>;
  };
  replies: {
    id: string;
    app_id: string;
    feedback_id: string;
    visibility: string;
    /** As JSON, like the content: a database may refuse characters that people write. */
    author: string;
    content: string;
    created_at: number;
  };
  audit: {
    id: string;
    organization_id: string;
    app_id: string | null;
    at: number;
    actor: string;
    action: string;
    subject: string;
    details: string;
  };
  uploads: {
    id: string;
    app_id: string;
    kind: string;
    content_type: string;
    byte_size: number;
    token_hash: Uint8Array;
    expires_at: number;
    /** `null` until its bytes have been received and checked. */
    blob: string | null;
  };
  attachments: { app_id: string; feedback_id: string; id: string; content_type: string; blob: string };
  /** Blobs that nothing names any more, until they have been deleted. */
  discarded_blobs: { name: string };
  feedback_tags: { app_id: string; tag: string; feedback_id: string };
  pictures: { feedback_id: string; content_type: string; width: number; height: number; bytes: Uint8Array };
  events: {
    id: string;
    organization_id: string;
    /** `null` for what belongs to no app. */
    app_id: string | null;
    type: string;
    subject_id: string;
    created_at: number;
    /** What to tell, as JSON, where it cannot be read again. */
    data: string | null;
  };
  webhooks: {
    id: string;
    organization_id: string;
    /** `null` for all apps. */
    app_id: string | null;
    url: string;
    /** The types it wants, as JSON. */
    events: string;
    /** Sealed by the vault, as is the one before while both sign. */
    secret: Uint8Array;
    previous_secret: ColumnType<Uint8Array | null, undefined, Uint8Array | null>;
    previous_until: ColumnType<number | null, undefined, number | null>;
    created_at: number;
    disabled_at: ColumnType<number | null, undefined, number | null>;
    disabled_reason: ColumnType<string | null, undefined, string | null>;
    failing_since: ColumnType<number | null, undefined, number | null>;
  };
  deliveries: {
    webhook_id: string;
    event_id: string;
    status: string;
    attempts: number;
    /** When there is something to do: a try, or the end of a worker's lease. `null` when all is done. */
    next_at: number | null;
    /** Who claimed it. */
    lease: ColumnType<string | null, undefined, string | null>;
    tried_at: ColumnType<number | null, undefined, number | null>;
    status_code: ColumnType<number | null, undefined, number | null>;
    duration_ms: ColumnType<number | null, undefined, number | null>;
    /** The beginning of what the webhook answered, as a JSON string. */
    answer: ColumnType<string | null, undefined, string | null>;
    error: ColumnType<string | null, undefined, string | null>;
  };
  idempotency_keys: {
    app_id: string;
    key_id: string;
    idempotency_key: string;
    body_hash: Uint8Array;
    /** What it made: a feedback, or a sender's reply. */
    feedback_id: string;
    created_at: number;
    expires_at: number;
  };
  signing_secrets: {
    app_id: string;
    slot: number;
    id: string;
    sealed: Uint8Array;
    created_at: number;
    last_used_at: ColumnType<number | null, undefined, number | null>;
  };
  /** User tokens that were good for one use: the SHA-256 of their `jti`. */
  used_tokens: { app_id: string; hash: Uint8Array; expires_at: number };
  usage: {
    app_id: string;
    key_id: string;
    day: string;
    outcome: string;
    requests: number;
    /** How many tracked events came with them. */
    events: ColumnType<number, number | undefined, number>;
  };
  sign_in_links: { hash: Uint8Array; member_id: string; expires_at: number };
  sessions: {
    id: string;
    hash: Uint8Array;
    member_id: string;
    created_at: number;
    expires_at: number;
    last_used_at: number;
    /** The browser, in words such as `Firefox on Linux`. */
    agent: string | null;
  };
  invitations: {
    id: string;
    organization_id: string;
    hash: Uint8Array;
    maker_id: string;
    email: string | null;
    name: string | null;
    right: string;
    role: string | null;
    created_at: number;
    expires_at: number;
  };
  /** As `algorithm$parameters$salt$hash`. */
  passwords: { member_id: string; hash: string; changed_at: number };
  passkeys: {
    id: string;
    member_id: string;
    credential_id: string;
    public_key: Uint8Array;
    counter: number;
    /** As JSON. */
    transports: string;
    name: string;
    created_at: number;
    last_used_at: ColumnType<number | null, undefined, number>;
  };
  /** What a browser must bring back, once: the SHA-256 of it, and what for. */
  challenges: { hash: Uint8Array; purpose: string; member_id: string | null; expires_at: number };
  /** Who is who at a provider of OpenID Connect. */
  external_identities: { issuer: string; subject: string; member_id: string; created_at: number };
  connect_codes: {
    id: string;
    hash: Uint8Array;
    app_id: string;
    owner_id: string;
    name: string;
    /** The key that made it: it ends with that. `null` is a member. */
    maker_key_id: string | null;
    created_at: number;
    expires_at: number;
    used_at: ColumnType<number | null, undefined, number>;
    /** The key it made. */
    key_id: ColumnType<string | null, undefined, string>;
    /** Of the request that used it: only that one may be repeated. */
    claim_hash: ColumnType<Uint8Array | null, undefined, Uint8Array | null>;
  };
  /** How far a pull from another product has come: a row as long as it is under way. */
  imports: {
    app_id: string;
    /** The product and its address. */
    source: string;
    /** Which of its lists, and where in it, as JSON. */
    place: string;
  };
  /** What was pulled over once, by the SHA-256 of what its product calls it: never again, also where it was deleted since. */
  imported_items: { app_id: string; hash: Uint8Array };
  views: {
    id: string;
    organization_id: string;
    member_id: string;
    /** As JSON, like the query: a database may refuse characters that people write. */
    name: string;
    query: string;
    shared: number;
    created_at: number;
    updated_at: number;
  };
};
