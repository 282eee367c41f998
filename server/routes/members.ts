import { mayDo } from "../../shared/contract/may-do.ts";
import { type MemberAnswer, memberListSchema, memberSchema } from "../../shared/contract/member.ts";
import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { MemberRecord } from "../store/members.ts";
import type { SignedIn } from "../store/sessions.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const answerOf = (
  { id, name, role, right, email, createdAt, removedAt }: MemberRecord,
  context: PolicyContext,
): MemberAnswer => {
  const asker = (context.get("signedIn") as SignedIn | undefined)?.member;
  return {
    id,
    name,
    role,
    right,
    isOwner: right === "owner",
    email: asker && (asker.id === id || mayDo(asker.right, "manageMembers")) ? email : null,
    createdAt: new Date(createdAt).toISOString(),
    removedAt: removedAt === null ? null : new Date(removedAt).toISOString(),
  };
};

/** Reading only: whoever could add a member with a key could sign in as one. Members are made by the operator's command. */
export const memberRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.members,
    tag: "Apps",
    summary: "List the members, oldest first",
    description: "Everybody of the organization: whom `assignee` and a key's `owner` name.",
    auth: "reader",
    query: pageQuerySchema,
    answers: { 200: { description: "One page.", schema: memberListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query"],
    policies: [access(services, "apps:read")],
    async handle(context) {
      const { organizationId } = actorOf(context);
      const { data, nextCursor } = await readPage(parseQuery(context, pageQuerySchema), (page) =>
        services.store.members.list(organizationId, page),
      );
      return context.json({ data: data.map((member) => answerOf(member, context)), nextCursor });
    },
  },
  {
    method: "GET",
    path: ROUTES.member,
    tag: "Apps",
    summary: "Get one member",
    auth: "reader",
    answers: { 200: { description: "The member.", schema: memberSchema } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "apps:read")],
    async handle(context) {
      const found = await services.store.members.find(actorOf(context).organizationId, context.req.param("id") ?? "");
      if (!found) throw new Problem("not_found", { what: "member" });
      return context.json(answerOf(found, context));
    },
  },
];
