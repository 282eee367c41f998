import * as z from "zod/mini";
import { appSchema, updateAppSchema } from "../../shared/contract/app.ts";
import { DIALECT_SCOPES, type KeyScope } from "../../shared/contract/enumerations.ts";
import { errorBodySchema } from "../../shared/contract/error-body.ts";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { madeInvitationSchema } from "../../shared/contract/invitation.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { memberSchema } from "../../shared/contract/member.ts";
import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { pageOf } from "../../shared/contract/tracking.ts";
import { appAnswer, findApp, updateApp } from "../apps/app-management.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { memberAnswer } from "../members/member-answer.ts";
import { inviteByKey, inviteByKeySchema, removeByKey } from "../members/team-by-key.ts";
import { readPage } from "../paging.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey, requireScope } from "../policy/api-key.ts";
import { bodyLimit } from "../policy/body-limit.ts";
import { identity } from "../policy/identity.ts";
import { origin } from "../policy/origin.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { keyRateLimit, recordingsRateLimit } from "../policy/rate-limit.ts";
import { writeProblem } from "../problems.ts";
import type { Method, Route, RouteWork } from "../route.ts";
import { REFUSED_ACCESS, REFUSED_BODY, REFUSED_SENDER } from "../routes/refused.ts";
import { trackedWork } from "../routes/tracked.ts";
import { trackingWork } from "../routes/tracking.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import { billingQuerySchema, billingSchema, readBilling } from "../usage/billing.ts";
import type { Dialect } from "./dialect.ts";

/**
 * Of the product's API its public pages tell the keys, their limits and permissions, and `POST /v1/events` with `name` and `properties`.
 * The other paths are how such products call what the permissions name. `X-RateLimit-Limit` is the burst, from which
 * `X-RateLimit-Remaining` counts down: it is refilled by a tenth of it each second.
 */
const EACH_KEY = {
  dialect: "composite",
  place: [{ in: "bearer" }, { in: "query", name: "api_key" }],
  isPlain: true,
  submissions: { per: "key", rate: "secretKey" },
} as const satisfies Partial<KeyProfile>;

const DAY = 86_400;
const KEYS: readonly KeyProfile[] = [
  {
    ...EACH_KEY,
    kind: "composite-public",
    prefix: "pk_",
    scopes: ["events:write"],
    inPages: true,
    origins: "domains",
    buckets: [
      { name: "burst", requests: 1_000, seconds: 10 },
      { name: "day", requests: 1_000_000, seconds: DAY },
    ],
  },
  {
    ...EACH_KEY,
    kind: "composite-secret",
    prefix: "sk_",
    scopes: DIALECT_SCOPES, // nothing is charged here, so `billing:write` opens nothing
    inPages: false,
    buckets: [
      { name: "burst", requests: 10_000, seconds: 10 },
      { name: "day", requests: 10_000_000, seconds: DAY },
    ],
  },
];

/** What any public key may do, and a secret one that has the scope. */
const publicOr = (scope: KeyScope): Policy => {
  const limited = requireScope(scope);
  return (context, next) => (context.get("keyProfile").inPages ? next() : limited(context, next));
};

/** A server vouches for its users itself; from anywhere else it takes their user token where the app is in private mode. */
const vouched = (services: Services): Policy => {
  const byToken = identity(services);
  return (context, next) =>
    context.get("keyProfile").inPages || context.req.header(HEADERS.userToken) !== undefined
      ? byToken(context, next)
      : next();
};

const idOf = (context: PolicyContext): string => context.req.param("id") ?? "";

/** What anybody may know of an app, and what may be changed. */
const projectSchema = z.pick(appSchema, { id: true, name: true, environment: true, mode: true, retentionDays: true });
const updateProjectSchema = z.pick(updateAppSchema, { name: true, mode: true, retentionDays: true });

/** Routes for pages and servers. */
const sending = (services: Services): Route[] => {
  const work = trackingWork(services);
  const open = (scope: KeyScope, method: Method, path: string, said: RouteWork, more: Policy[] = []): Route => ({
    method,
    path: `/v1${path}`,
    tag: "Customers",
    auth: "publishable-or-secret",
    headers: { [HEADERS.userToken]: "By which the host vouches for its user." },
    errors: [...REFUSED_SENDER, ...REFUSED_BODY, "origin_not_allowed", "invalid_query", "not_found", "conflict"],
    policies: [
      bodyLimit(LIMITS.trackedBatchBytes),
      apiKey(services),
      keyRateLimit(services),
      publicOr(scope),
      origin(),
      vouched(services),
      ...more,
    ],
    ...said,
  });
  return [
    open("events:write", "POST", "/events", work.event),
    open("events:write", "POST", "/track", work.event),
    open("events:write", "POST", "/batch", work.batch),
    open("users:write", "POST", "/identify", work.identify),
    open("events:write", "POST", "/recordings", work.sendRecording, [recordingsRateLimit(services)]),
    open("users:read", "GET", "/profile", work.profile),
    open("projects:read", "GET", "/project", {
      summary: "Read the project's configuration",
      answers: { 200: { description: "The app of the key.", schema: projectSchema } },
      async handle(context) {
        const app = await findApp(services, actorOf(context), context.get("key").appId);
        return context.json(z.parse(projectSchema, appAnswer(app)));
      },
    }),
  ];
};

/** Routes for servers alone: no public key has these scopes. */
const managing = (services: Services): Route[] => {
  const { store } = services;
  const work = trackedWork(services);
  const secret = (scope: KeyScope, method: Method, path: string, said: RouteWork): Route => ({
    method,
    path: `/v1${path}`,
    tag: "Customers",
    auth: "secret",
    errors: [...(said.body ? REFUSED_BODY : REFUSED_ACCESS), "invalid_query", "not_found", "conflict"],
    policies: [apiKey(services), keyRateLimit(services), requireScope(scope)],
    ...said,
  });
  return [
    secret("events:read", "GET", "/events", work.listEvents),
    secret("events:read", "GET", "/recordings", work.listRecordings),
    secret("events:read", "GET", "/recordings/{id}", work.readRecording),
    secret("users:read", "GET", "/users", work.listUsers),
    secret("users:read", "GET", "/users/{id}", work.readUser),
    secret("users:write", "DELETE", "/users/{id}", work.deleteUser),
    secret("events:read", "GET", "/export", work.exportTracked),
    secret("projects:write", "PATCH", "/project", {
      summary: "Change the project's settings",
      body: updateProjectSchema,
      answers: { 200: { description: "As it is now.", schema: projectSchema } },
      async handle(context) {
        const wanted = await parseBody(context, updateProjectSchema, LIMITS.managementBodyBytes);
        const changed = await updateApp(services, actorOf(context), context.get("key").appId, wanted);
        return context.json(z.parse(projectSchema, appAnswer(changed)));
      },
    }),
    secret("team:write", "GET", "/team", {
      summary: "List the team, oldest first",
      query: pageQuerySchema,
      answers: { 200: { description: "One page.", schema: pageOf(memberSchema) } },
      async handle(context) {
        const { data, nextCursor } = await readPage(actorOf(context), parseQuery(context, pageQuerySchema), (page) =>
          store.members.list(actorOf(context).organizationId, page),
        );
        return context.json({ data: data.map((member) => memberAnswer(member)), nextCursor });
      },
    }),
    secret("team:write", "POST", "/team", {
      summary: "Invite somebody to the team",
      description: "The link works once and stands in this answer alone. A key hands on no right above `triager`.",
      body: inviteByKeySchema,
      answers: { 201: { description: "The invitation.", schema: madeInvitationSchema } },
      async handle(context) {
        const wanted = await parseBody(context, inviteByKeySchema, LIMITS.managementBodyBytes);
        const { ownerId } = context.get("key");
        context.header("Cache-Control", "no-store");
        return context.json(await inviteByKey(services, actorOf(context), ownerId, wanted), 201);
      },
    }),
    secret("team:write", "DELETE", "/team/{id}", {
      summary: "Remove a member, or withdraw an invitation",
      answers: { 204: { description: "They are out." } },
      async handle(context) {
        await removeByKey(services, actorOf(context), context.get("key").ownerId, idOf(context));
        return context.body(null, 204);
      },
    }),
    secret("billing:read", "GET", "/billing/usage", {
      summary: "What each key asked and brought, by day",
      query: billingQuerySchema,
      answers: { 200: { description: "Newest day first.", schema: billingSchema } },
      handle: async (context) =>
        context.json(await readBilling(services, actorOf(context), parseQuery(context, billingQuerySchema))),
    }),
  ];
};

export const composite: Dialect = {
  name: "composite",
  keyProfiles: KEYS,
  resetIsMoment: true,
  routes: (services) => [...sending(services), ...managing(services)],
  writeProblem,
  document: {
    title: "Earshot, as Composite",
    description: "What Composite documents, answered by Earshot: its keys, their scopes and limits, events.",
    keys: { publishable: "pk_", secret: "sk_" },
    headers: { [HEADERS.rateReset]: "When it is full again, in seconds since 1970." },
    errorSchema: errorBodySchema,
    answerOf: (code) => ({ code, status: ERROR_STATUS[code] }),
  },
};
