import { type AuditEntryAnswer, auditQuerySchema } from "../../shared/contract/audit.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { ExampleAnswers } from "./example-server.ts";

const OWNER = "68e25d00000000000000b001";
/** Removed since: in no list, and still the name behind their id. */
export const REMOVED = "68e25d00000000000000b009";

export const exampleEntry = (given: Partial<AuditEntryAnswer> = {}): AuditEntryAnswer => ({
  id: "68e25d000000000000001001",
  at: "2026-10-05T11:00:00.000Z",
  app: null,
  actor: { type: "member", id: OWNER },
  action: "key.created",
  subject: { type: "key", id: "68e25d00000000000000e001" },
  details: { scopes: ["feedback:read", "mcp"] },
  ...given,
});

const member = (id: string, name: string, removedAt: string | null = null): MemberAnswer => ({
  id,
  name,
  role: "product",
  right: "admin",
  isOwner: false,
  email: null,
  createdAt: "2026-10-01T12:00:00.000Z",
  removedAt,
});

/** The log, in pages of `size`, and who stands in it. */
export const auditAnswer =
  (entries: readonly AuditEntryAnswer[], size = 50): ExampleAnswers =>
  ({ method, path, query }) => {
    if (method !== "GET") return undefined;
    if (path === ROUTES.members)
      return { status: 200, body: { data: [member(OWNER, "Olive Owner")], nextCursor: null } };
    if (path === `${ROUTES.members}/${REMOVED}`)
      return { status: 200, body: member(REMOVED, "=Rita() Removed", "2026-10-04T12:00:00.000Z") };
    if (path !== ROUTES.audit) return undefined;
    const { actor, action, since, cursor } = auditQuerySchema.parse(Object.fromEntries(query));
    const left = entries.filter(
      (entry) =>
        (!actor || entry.actor.id === actor) &&
        (!action || entry.action === action) &&
        (!since || entry.at >= since) &&
        (!cursor || entry.id < cursor),
    );
    const data = left.slice(0, size);
    return { status: 200, body: { data, nextCursor: left.length > size ? data.at(-1)?.id : null } };
  };
