import type { Kysely } from "kysely";
import { type AuditEntry, auditStatement, type Change } from "./audit.ts";
import type { Statement } from "./engine.ts";
import type { Schema } from "./schema.ts";

/** Who manages something, for the log of what members and keys did. Without it nothing is noted: set-up and tests. */
export type Noted = Change & { organizationId: string };

/** The statement that notes it, for the unit that does it. */
export const note = (
  sql: Kysely<Schema>,
  noted: Noted | undefined,
  entry: Pick<AuditEntry, "appId" | "action" | "subject"> & Partial<Pick<AuditEntry, "details">>,
): Statement[] => (noted ? [auditStatement(sql, noted, { organizationId: noted.organizationId, ...entry })] : []);
