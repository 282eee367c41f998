import type { ErrorCode } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { newSigningSecretSchema, signingSecretListSchema } from "../../shared/contract/signing-secret.ts";
import { findApp } from "../apps/app-management.ts";
import { access, actorOf } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const ERRORS: ErrorCode[] = [...REFUSED_ACCESS, "not_found"];

const when = (at: number): string => new Date(at).toISOString();

const list = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.signingSecrets,
  tag: "Apps",
  summary: "List an app's live signing secrets",
  description:
    "Newest first, without the secrets themselves. `lastUsedAt` tells whether the older one is still in use.",
  auth: "reader",
  answers: { 200: { description: "Two at most.", schema: signingSecretListSchema } },
  errors: ERRORS,
  policies: [access(services, "apps:read", "manageApps")],
  async handle(context) {
    const app = await findApp(services, actorOf(context), context.req.param("id") ?? "");
    const stored = await services.store.signingSecrets.list(app.id);
    return context.json({
      data: stored.map(({ id, createdAt, lastUsedAt }) => ({
        id,
        createdAt: when(createdAt),
        lastUsedAt: lastUsedAt === null ? null : when(lastUsedAt),
      })),
    });
  },
});

const create = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.signingSecrets,
  tag: "Apps",
  summary: "Make a signing secret",
  description:
    "To replace one: make another, give it to the host, and delete the old one when the host has changed. Until then tokens of both are taken. The secret is shown this once.",
  auth: "reader",
  answers: {
    201: { description: "The secret, and the `kid` that tokens may name it by.", schema: newSigningSecretSchema },
  },
  errors: [...ERRORS, "conflict"],
  policies: [access(services, "apps:write")],
  async handle(context) {
    const app = await findApp(services, actorOf(context), context.req.param("id") ?? "");
    const made = await services.signingSecrets.make(app.id);
    if (!made)
      throw new Problem("conflict", {
        reason: `This app has ${LIMITS.signingSecretsPerApp} signing secrets. Delete the one that is no longer used, then make another.`,
      });
    context.header("Cache-Control", "no-store");
    return context.json({ id: made.id, secret: made.secret, createdAt: when(made.createdAt), lastUsedAt: null }, 201);
  },
});

const remove = (services: Services): Route => ({
  method: "DELETE",
  path: ROUTES.signingSecret,
  tag: "Apps",
  summary: "Delete a signing secret",
  description: "Tokens that were signed with it are refused from now on.",
  auth: "reader",
  answers: { 204: { description: "Deleted." } },
  errors: ERRORS,
  policies: [access(services, "apps:write")],
  async handle(context) {
    const app = await findApp(services, actorOf(context), context.req.param("id") ?? "");
    if (!(await services.store.signingSecrets.remove(app.id, context.req.param("secretId") ?? "")))
      throw new Problem("not_found", { what: "signing secret" });
    return context.body(null, 204);
  },
});

export const signingSecretRoutes = (services: Services): Route[] => [
  list(services),
  create(services),
  remove(services),
];
