import type { ColumnType } from "kysely";

/** The tables, as both engines keep them. Times are milliseconds since 1970; JSON is text, so that both read it alike. */
export type Schema = {
  schema_version: { id: number; version: number };
  organizations: { id: string; name: string; created_at: number };
  members: {
    id: string;
    organization_id: string;
    name: string;
    role: string | null;
    is_owner: number;
    created_at: number;
  };
  apps: { id: string; organization_id: string; name: string; environment: string; mode: string; created_at: number };
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
  };
  feedback_tags: { app_id: string; tag: string; feedback_id: string };
  pictures: { feedback_id: string; content_type: string; width: number; height: number; bytes: Uint8Array };
  events: { id: string; app_id: string; type: string; subject_id: string; created_at: number };
  idempotency_keys: {
    app_id: string;
    key_id: string;
    idempotency_key: string;
    body_hash: Uint8Array;
    feedback_id: string;
    created_at: number;
    expires_at: number;
  };
  sign_in_links: { hash: Uint8Array; member_id: string; expires_at: number };
  sessions: { hash: Uint8Array; member_id: string; created_at: number; expires_at: number };
};
