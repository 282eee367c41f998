import { type AuditEntryAnswer, auditListSchema, auditQuerySchema } from "../../shared/contract/audit.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import type { AuditEntry } from "../store/audit.ts";
import { REFUSED_ACCESS } from "./refused.ts";

/** `feedback 0123…` is a feedback, with that id; `server command line` the command line of the server. */
const named = (text: string): { type: string; id: string } => {
  const [type = "", ...id] = text.split(" ");
  return { type, id: id.join(" ") };
};

const answerOf = ({ id, at, appId, actor, action, subject, details }: AuditEntry): AuditEntryAnswer => ({
  id,
  at: new Date(at).toISOString(),
  app: appId,
  actor: named(actor),
  action,
  subject: named(subject),
  details,
});

export const auditRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.audit,
    tag: "Apps",
    summary: "List who did what, the newest first",
    description:
      "A key sees what was done in its own app. No entry holds anything that a person wrote, but for the name of a member who was removed (`member.removed`).",
    auth: "reader",
    query: auditQuerySchema,
    answers: { 200: { description: "One page.", schema: auditListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "apps:read", "readAudit")],
    async handle(context) {
      const { app, action, actor, since, until, ...asked } = parseQuery(context, auditQuerySchema);
      const narrowed = {
        appId: app,
        action,
        actorId: actor,
        since: since === undefined ? undefined : Date.parse(since),
        until: until === undefined ? undefined : Date.parse(until),
      };
      const { data, nextCursor } = await readPage(actorOf(context), asked, ({ limit, after }) =>
        services.store.audit.list(actorOf(context), { ...narrowed, limit, before: after }),
      );
      if (data.length === 0) await requireNamed(services, actorOf(context), { loggedApp: app, actor });
      return context.json({ data: data.map(answerOf), nextCursor });
    },
  },
];
