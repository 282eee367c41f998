import { LIMITS } from "../../shared/contract/limits.ts";
import { changePasswordSchema, passwordSignInSchema, passwordStateSchema } from "../../shared/contract/password.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { sessionSchema, signInWaysSchema } from "../../shared/contract/session.ts";
import { changePassword, signInByPassword } from "../members/passwords.ts";
import { relyingParty } from "../members/relying-party.ts";
import { sessionAnswer } from "../members/start-session.ts";
import { ownPages } from "../policy/own-pages.ts";
import { parseBody } from "../policy/parsed.ts";
import { session } from "../policy/session.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_SESSION, REFUSED_SESSION_BODY, REFUSED_SIGN_IN } from "./refused.ts";

export const signInRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.signIn,
    tag: "Console",
    summary: "In which ways one can sign in here",
    description: "Beside a link, which always works.",
    auth: "none",
    answers: { 200: { description: "The ways.", schema: signInWaysSchema } },
    errors: [],
    policies: [],
    handle: (context) =>
      context.json({
        password: true,
        passkeys: relyingParty(services, context) !== undefined,
        openIdConnect: services.openIdConnect ? { name: services.openIdConnect.settings.name } : null,
      }),
  },
  {
    method: "POST",
    path: ROUTES.signIn,
    tag: "Console",
    summary: "Sign in to the console with e-mail address and password",
    description:
      "After 10 failed tries from one address, or 50 at one account, within 15 minutes: 429. The answer sets a cookie that only the console's own pages can use.",
    auth: "none",
    body: passwordSignInSchema,
    example: { email: "ann@example.com", password: "four words of your own" },
    answers: { 201: { description: "Signed in.", schema: sessionSchema } },
    errors: REFUSED_SIGN_IN,
    policies: [ownPages(services)],
    async handle(context) {
      const given = await parseBody(context, passwordSignInSchema, LIMITS.signInBodyBytes);
      return context.json(sessionAnswer(await signInByPassword(services, context, given)), 201);
    },
  },
  {
    method: "GET",
    path: ROUTES.sessionPassword,
    tag: "Console",
    summary: "Whether one has a password",
    auth: "session",
    answers: { 200: { description: "Whether, and nothing else.", schema: passwordStateSchema } },
    errors: REFUSED_SESSION,
    policies: [session(services)],
    handle: async (context) =>
      context.json({
        isSet: (await services.store.passwords.find(context.get("signedIn").member.id)) !== undefined,
      }),
  },
  {
    method: "PUT",
    path: ROUTES.sessionPassword,
    tag: "Console",
    summary: "Set or change one's password",
    description:
      "At least 12 characters. One that there is already must be given with it. Everywhere else one is signed out, and open sign-in links end.",
    auth: "session",
    body: changePasswordSchema,
    answers: { 204: { description: "It is changed." } },
    errors: [...REFUSED_SESSION_BODY, "conflict"],
    policies: [session(services)],
    async handle(context) {
      await changePassword(services, context, await parseBody(context, changePasswordSchema, LIMITS.signInBodyBytes));
      return context.body(null, 204);
    },
  },
];
