import { LIMITS } from "../../shared/contract/limits.ts";
import {
  addPasskeySchema,
  type Passkey,
  passkeySchema,
  passkeySignInSchema,
  passkeysSchema,
  registrationOptionsSchema,
  signInOptionsSchema,
} from "../../shared/contract/passkey.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { sessionSchema } from "../../shared/contract/session.ts";
import { addPasskey, registrationOptions, signInByPasskey, signInOptions } from "../members/passkeys.ts";
import { sessionAnswer } from "../members/start-session.ts";
import { actorOf, notedFor } from "../policy/access.ts";
import { countingBeginnings } from "../policy/failed-sign-ins.ts";
import { ownPages } from "../policy/own-pages.ts";
import { parseBody } from "../policy/parsed.ts";
import { session } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import type { PasskeyRecord } from "../store/passkeys.ts";
import { REFUSED_SESSION, REFUSED_SESSION_BODY, REFUSED_SIGN_IN } from "./refused.ts";

const answerOf = ({ id, name, createdAt, lastUsedAt }: PasskeyRecord): Passkey => ({
  id,
  name,
  createdAt: new Date(createdAt).toISOString(),
  lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
});

const own = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.passkeyRegistration,
    tag: "Console",
    summary: "Begin to add a passkey",
    description: "For `navigator.credentials.create`; good once, for five minutes.",
    auth: "session",
    answers: { 200: { description: "WebAuthn's options, as JSON.", schema: registrationOptionsSchema } },
    errors: [...REFUSED_SESSION, "conflict"],
    policies: [session(services)],
    async handle(context) {
      context.header("Cache-Control", "no-store");
      return context.json(await registrationOptions(services, context));
    },
  },
  {
    method: "POST",
    path: ROUTES.passkeys,
    tag: "Console",
    summary: "Add a passkey",
    auth: "session",
    body: addPasskeySchema,
    answers: { 201: { description: "The passkey: from now on one can sign in with it.", schema: passkeySchema } },
    errors: [...REFUSED_SESSION_BODY, "conflict"],
    policies: [session(services)],
    async handle(context) {
      const given = await parseBody(context, addPasskeySchema, LIMITS.signInBodyBytes);
      return context.json(answerOf(await addPasskey(services, context, given)), 201);
    },
  },
  {
    method: "GET",
    path: ROUTES.passkeys,
    tag: "Console",
    summary: "List one's passkeys, oldest first",
    auth: "session",
    answers: { 200: { description: "All of one's own.", schema: passkeysSchema } },
    errors: REFUSED_SESSION,
    policies: [session(services)],
    async handle(context) {
      const all = await services.store.passkeys.list(context.get("signedIn").member.id);
      return context.json({ data: all.map(answerOf) });
    },
  },
  {
    method: "DELETE",
    path: ROUTES.passkey,
    tag: "Console",
    summary: "Remove a passkey",
    auth: "session",
    answers: { 204: { description: "It signs nobody in any more. Where it did, one stays signed in." } },
    errors: [...REFUSED_SESSION, "not_found"],
    policies: [session(services)],
    async handle(context) {
      const { member } = context.get("signedIn");
      const noted = notedFor(services, actorOf(context));
      if (!(await services.store.passkeys.remove(member.id, context.req.param("id") ?? "", noted)))
        throw new Problem("not_found", { what: "passkey" });
      return context.body(null, 204);
    },
  },
];

const signingIn = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.passkeySignInOptions,
    tag: "Console",
    summary: "Begin to sign in with a passkey",
    description:
      "For `navigator.credentials.get`; good once, for five minutes. It names nobody: the browser asks which.",
    auth: "none",
    answers: { 200: { description: "WebAuthn's options, as JSON.", schema: signInOptionsSchema } },
    errors: ["origin_not_allowed", "conflict"],
    policies: [ownPages(services), countingBeginnings(services)],
    async handle(context) {
      context.header("Cache-Control", "no-store");
      return context.json(await signInOptions(services, context));
    },
  },
  {
    method: "POST",
    path: ROUTES.passkeySignIn,
    tag: "Console",
    summary: "Sign in with a passkey",
    auth: "none",
    body: passkeySignInSchema,
    answers: { 201: { description: "Signed in.", schema: sessionSchema } },
    errors: [...REFUSED_SIGN_IN, "conflict"],
    policies: [ownPages(services)],
    async handle(context) {
      const given = await parseBody(context, passkeySignInSchema, LIMITS.signInBodyBytes);
      return context.json(sessionAnswer(await signInByPasskey(services, context, given)), 201);
    },
  },
];

export const passkeyRoutes = (services: Services): Route[] => [...own(services), ...signingIn(services)];
