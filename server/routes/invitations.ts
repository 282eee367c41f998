import {
  acceptInvitationSchema,
  createInvitationSchema,
  INVITATION_SECONDS,
  invitationListSchema,
  invitationPreviewSchema,
  madeInvitationSchema,
  previewInvitationSchema,
} from "../../shared/contract/invitation.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { sessionSchema } from "../../shared/contract/session.ts";
import { acceptInvitation, findInvitation, invitationAnswer, makeInvitation } from "../members/invitations.ts";
import { sessionAnswer } from "../members/start-session.ts";
import { readPage } from "../paging.ts";
import { actorOf, notedFor } from "../policy/access.ts";
import { ownPages } from "../policy/own-pages.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { session } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_MEMBER, REFUSED_MEMBER_BODY, REFUSED_SIGN_IN } from "./refused.ts";

const DAYS = INVITATION_SECONDS / 86_400;

const byMembers = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.invitations,
    tag: "Console",
    summary: "Invite somebody to become a member",
    description: `The link works once, within ${DAYS} days, and the answer is the only place where it stands: send it to them yourself. Rights go up to one's own.`,
    auth: "session",
    body: createInvitationSchema,
    example: { email: "ann@example.com", right: "triager" },
    answers: { 201: { description: "The invitation, with its link.", schema: madeInvitationSchema } },
    errors: [...REFUSED_MEMBER_BODY, "conflict"],
    policies: [session(services, "manageMembers")],
    async handle(context) {
      const wanted = await parseBody(context, createInvitationSchema, LIMITS.managementBodyBytes);
      context.header("Cache-Control", "no-store");
      return context.json(await makeInvitation(services, context.get("signedIn").member, wanted), 201);
    },
  },
  {
    method: "GET",
    path: ROUTES.invitations,
    tag: "Console",
    summary: "List the invitations that nobody has accepted yet, newest first",
    auth: "session",
    query: pageQuerySchema,
    answers: { 200: { description: "One page.", schema: invitationListSchema } },
    errors: [...REFUSED_MEMBER, "invalid_query", "not_found"],
    policies: [session(services, "manageMembers")],
    async handle(context) {
      const { store, clock } = services;
      const { data, nextCursor } = await readPage(
        actorOf(context),
        parseQuery(context, pageQuerySchema),
        ({ limit, after }) =>
          store.invitations.list(actorOf(context).organizationId, { now: clock.now(), limit, before: after }),
      );
      return context.json({ data: data.map(invitationAnswer), nextCursor });
    },
  },
  {
    method: "DELETE",
    path: ROUTES.invitation,
    tag: "Console",
    summary: "Withdraw an invitation",
    auth: "session",
    answers: { 204: { description: "Its link does nothing any more." } },
    errors: [...REFUSED_MEMBER, "not_found"],
    policies: [session(services, "manageMembers")],
    async handle(context) {
      const actor = actorOf(context);
      const id = context.req.param("id") ?? "";
      if (!(await services.store.invitations.cancel(actor.organizationId, id, notedFor(services, actor))))
        throw new Problem("not_found", { what: "invitation" });
      return context.body(null, 204);
    },
  },
];

const byInvited = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.invitationPreview,
    tag: "Console",
    summary: "What an invitation says, for whoever has its link",
    auth: "none",
    body: previewInvitationSchema,
    answers: { 200: { description: "The invitation is not used up by it.", schema: invitationPreviewSchema } },
    errors: REFUSED_SIGN_IN,
    policies: [ownPages(services)],
    async handle(context) {
      const { token } = await parseBody(context, previewInvitationSchema, LIMITS.signInBodyBytes);
      const { organizationName, makerName, email, name, right, role, expiresAt } = await findInvitation(
        services,
        token,
      );
      context.header("Cache-Control", "no-store");
      return context.json({
        organization: { name: organizationName },
        madeBy: { name: makerName },
        email,
        name,
        right,
        role,
        expiresAt: new Date(expiresAt).toISOString(),
      });
    },
  },
  {
    method: "POST",
    path: ROUTES.invitationAcceptance,
    tag: "Console",
    summary: "Accept an invitation: become a member, and be signed in",
    description: "With a password or without one: a passkey can be added once signed in.",
    auth: "none",
    body: acceptInvitationSchema,
    answers: { 201: { description: "Signed in.", schema: sessionSchema } },
    errors: [...REFUSED_SIGN_IN, "conflict"],
    policies: [ownPages(services)],
    async handle(context) {
      const given = await parseBody(context, acceptInvitationSchema, LIMITS.signInBodyBytes);
      return context.json(sessionAnswer(await acceptInvitation(services, context, given)), 201);
    },
  },
];

export const invitationRoutes = (services: Services): Route[] => [...byMembers(services), ...byInvited(services)];
