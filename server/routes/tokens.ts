import type * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import {
  type MintedToken,
  mintedTokenSchema,
  mintRequestSchema,
  testTokenSchema,
  tokenTestSchema,
} from "../../shared/contract/user-token.ts";
import { findApp } from "../apps/app-management.ts";
import { testUserToken } from "../apps/test-user-token.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseBody } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { mint } from "../token/index.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

/** Mints a token for a user of an app that this actor may see. @throws Problem `not_found` (the app), `conflict` */
export const mintToken = async (
  services: Services,
  context: PolicyContext,
  wanted: z.output<typeof mintRequestSchema>,
): Promise<MintedToken> => {
  const { signingSecrets, clock } = services;
  const { id } = await findApp(services, actorOf(context), wanted.app);
  await signingSecrets.ensure(id);
  const [newest] = await signingSecrets.live(id);
  if (!newest) throw new Problem("conflict", { reason: "The app's signing secret was just deleted. Try again." });
  context.header("Cache-Control", "no-store");
  return mint(wanted, newest, clock.now());
};

export const tokenRoutes = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.tokens,
    tag: "Apps",
    summary: "Mint a user token",
    description:
      "Your back end asks for it when one of its users is signed in, and hands it to the page, which sends it as `Earshot-User-Token`. A back end that holds a signing secret can mint by itself, with `earshot/token` or any JWT library.",
    auth: "reader",
    body: mintRequestSchema,
    example: {
      app: "0123456789abcdef01234567",
      sub: "user-42",
      ctx: { name: "Ann Example", email: "ann@example.com", plan: "pro" },
      expiresIn: 900,
    },
    answers: { 201: { description: "The token, and when it expires.", schema: mintedTokenSchema } },
    errors: [
      "invalid_json",
      "invalid_body",
      ...REFUSED_ACCESS,
      "not_found",
      "payload_too_large",
      "unsupported_media_type",
    ],
    policies: [access(services, "tokens:mint")],
    async handle(context) {
      const wanted = await parseBody(context, mintRequestSchema, LIMITS.managementBodyBytes);
      return context.json(await mintToken(services, context, wanted), 201);
    },
  },
  {
    method: "POST",
    path: ROUTES.userTokenTest,
    tag: "Apps",
    summary: "Would this user token be taken, and why not",
    description:
      "Names the rule that it breaks, what was found and what to change; or shows its claims. Nothing is kept, and a token that is good for one submission stays good for it.",
    auth: "reader",
    body: testTokenSchema,
    example: { token: "eyJhbGciOiJIUzI1NiJ9.e30.AAAA" },
    answers: { 200: { description: "The decision with its reason.", schema: tokenTestSchema } },
    errors: [...REFUSED_BODY, "not_found"],
    policies: [access(services, "apps:write")],
    async handle(context) {
      const { token } = await parseBody(context, testTokenSchema, LIMITS.managementBodyBytes);
      const { id } = await findApp(services, actorOf(context), context.req.param("id") ?? "");
      context.header("Cache-Control", "no-store");
      return context.json(await testUserToken(services, id, token));
    },
  },
];
