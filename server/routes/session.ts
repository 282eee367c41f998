import { deleteCookie } from "hono/cookie";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { sessionSchema, signInSchema, updateProfileSchema } from "../../shared/contract/session.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { emailTaken } from "../members/invitations.ts";
import { sessionAnswer, startSession } from "../members/start-session.ts";
import { actorOf, notedFor } from "../policy/access.ts";
import { ownPages } from "../policy/own-pages.ts";
import { parseBody } from "../policy/parsed.ts";
import { session, sessionCookie } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

export const sessionRoutes = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.session,
    tag: "Console",
    summary: "Sign in to the console with the token of a sign-in link",
    description: "The link works once. The answer sets a cookie that only the console's own pages can use.",
    auth: "none",
    body: signInSchema,
    answers: { 201: { description: "Signed in.", schema: sessionSchema } },
    errors: [
      "invalid_json",
      "invalid_body",
      "invalid_authorization",
      "origin_not_allowed",
      "payload_too_large",
      "unsupported_media_type",
    ],
    policies: [ownPages(services)],
    async handle(context) {
      const { token } = await parseBody(context, signInSchema, LIMITS.signInBodyBytes);
      const signedIn = await startSession(services, context, (session) =>
        services.store.sessions.start(hashOfSecret(token), session),
      );
      if (!signedIn) throw new Problem("invalid_authorization", { what: "sign-in link" });
      return context.json(sessionAnswer(signedIn), 201);
    },
  },
  {
    method: "GET",
    path: ROUTES.session,
    tag: "Console",
    summary: "Who is signed in",
    auth: "session",
    answers: { 200: { description: "The member and the organization.", schema: sessionSchema } },
    errors: ["missing_authorization"],
    policies: [session(services)],
    handle: (context) => context.json(sessionAnswer(context.get("signedIn"))),
  },
  {
    method: "PATCH",
    path: ROUTES.session,
    tag: "Console",
    summary: "Say your name, your e-mail address, and what you do in the team",
    description: "A key may capture only when its owner has a role.",
    auth: "session",
    body: updateProfileSchema,
    example: { role: "product" },
    answers: { 200: { description: "Who is signed in, as they are now.", schema: sessionSchema } },
    errors: [
      "missing_authorization",
      "invalid_json",
      "invalid_body",
      "conflict",
      "payload_too_large",
      "unsupported_media_type",
    ],
    policies: [session(services)],
    async handle(context) {
      const { name, role, email } = await parseBody(context, updateProfileSchema, LIMITS.signInBodyBytes);
      const { member, ...rest } = context.get("signedIn");
      const said = { ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { role }) };
      // The address first: where it is refused, nothing is changed.
      if (email !== undefined && email !== member.email) {
        const outcome = await services.store.members.setEmail(member, email, notedFor(services, actorOf(context)));
        if (outcome === "refused") throw emailTaken();
      }
      await services.store.members.update(member.id, said, notedFor(services, actorOf(context)));
      const now = { ...member, ...said, ...(email === undefined ? {} : { email }) };
      return context.json(sessionAnswer({ member: now, ...rest }));
    },
  },
  {
    method: "DELETE",
    path: ROUTES.session,
    tag: "Console",
    summary: "Sign out",
    auth: "session",
    answers: { 204: { description: "Signed out." } },
    errors: ["missing_authorization"],
    policies: [session(services)],
    async handle(context) {
      const { store, isHttps } = services;
      const token = deleteCookie(context, sessionCookie(isHttps()), { path: "/", secure: isHttps() });
      if (token) await store.sessions.end(hashOfSecret(token));
      return context.body(null, 204);
    },
  },
];
