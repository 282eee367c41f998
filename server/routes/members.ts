import { LIMITS } from "../../shared/contract/limits.ts";
import { mayDo } from "../../shared/contract/may-do.ts";
import {
  changeMemberSchema,
  knownKeysSchema,
  type MemberAnswer,
  memberListSchema,
  memberSchema,
  removedMemberSchema,
} from "../../shared/contract/member.ts";
import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { changeMember, removeMember } from "../members/change-member.ts";
import { knownKeys } from "../members/known-keys.ts";
import { memberAnswer } from "../members/member-answer.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { session } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { MemberRecord } from "../store/members.ts";
import type { SignedIn } from "../store/sessions.ts";
import { REFUSED_ACCESS, REFUSED_MEMBER, REFUSED_MEMBER_BODY } from "./refused.ts";

/** Addresses are for oneself, and for whoever manages members. */
const answerOf = (member: MemberRecord, context: PolicyContext): MemberAnswer => {
  const asker = (context.get("signedIn") as SignedIn | undefined)?.member;
  return memberAnswer(member, asker && (asker.id === member.id || mayDo(asker.right, "manageMembers")));
};

const named = async ({ store }: Services, context: PolicyContext): Promise<MemberRecord> => {
  const found = await store.members.find(actorOf(context).organizationId, context.req.param("id") ?? "");
  if (!found) throw new Problem("not_found", { what: "member" });
  return found;
};

const reading = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.members,
    tag: "Apps",
    summary: "List the members, oldest first",
    description: "Everybody of the organization: whom `assignee` and a key's `owner` name.",
    auth: "reader",
    query: pageQuerySchema,
    answers: { 200: { description: "One page.", schema: memberListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "apps:read")],
    async handle(context) {
      const { organizationId } = actorOf(context);
      const { data, nextCursor } = await readPage(actorOf(context), parseQuery(context, pageQuerySchema), (page) =>
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
    description: "Whoever was removed is still told by their id, with `removedAt`.",
    auth: "reader",
    answers: { 200: { description: "The member.", schema: memberSchema } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "apps:read")],
    handle: async (context) => context.json(answerOf(await named(services, context), context)),
  },
];

/** By members only: whoever could change one with a key could sign in as one. */
const managing = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.memberKeys,
    tag: "Console",
    summary: "List the keys that a member owns or may know",
    description: "Those that still work: to be looked at before the member is removed.",
    auth: "session",
    answers: { 200: { description: "All of them.", schema: knownKeysSchema } },
    errors: [...REFUSED_MEMBER, "not_found"],
    policies: [session(services, "manageMembers")],
    async handle(context) {
      const { organizationId, id } = await named(services, context);
      return context.json({ data: await knownKeys(services, organizationId, id) });
    },
  },
  {
    method: "PATCH",
    path: ROUTES.member,
    tag: "Console",
    summary: "Change a member's right or role",
    description:
      "Of members up to one's own right, and up to it. The last owner stays one. Whoever is lowered below admin loses the connect codes and invitations of theirs that nobody has used.",
    auth: "session",
    body: changeMemberSchema,
    example: { right: "triager" },
    answers: { 200: { description: "The member as they are now.", schema: memberSchema } },
    errors: [...REFUSED_MEMBER_BODY, "not_found", "conflict"],
    policies: [session(services, "manageMembers")],
    async handle(context) {
      const wanted = await parseBody(context, changeMemberSchema, LIMITS.managementBodyBytes);
      const { member } = context.get("signedIn");
      return context.json(
        answerOf(await changeMember(services, member, await named(services, context), wanted), context),
      );
    },
  },
  {
    method: "DELETE",
    path: ROUTES.member,
    tag: "Console",
    summary: "Remove a member",
    description:
      "They are signed out everywhere at once; their passkeys, sign-in links, invitations and unused connect codes end. The keys they own go on working: the answer lists what they may know, to be rotated.",
    auth: "session",
    answers: { 200: { description: "Who was removed, and the keys they may know.", schema: removedMemberSchema } },
    errors: [...REFUSED_MEMBER, "not_found", "conflict"],
    policies: [session(services, "manageMembers")],
    async handle(context) {
      const removed = await removeMember(services, context.get("signedIn").member, await named(services, context));
      return context.json({
        member: answerOf(removed, context),
        keys: await knownKeys(services, removed.organizationId, removed.id),
      });
    },
  },
];

export const memberRoutes = (services: Services): Route[] => [...reading(services), ...managing(services)];
