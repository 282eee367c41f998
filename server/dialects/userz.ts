import * as z from "zod/mini";
import { STATUSES } from "../../shared/contract/enumerations.ts";
import { issueSchema } from "../../shared/contract/error-body.ts";
import { ERROR_STATUS, type ErrorCode } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { submissionSchema as storedSchema } from "../../shared/contract/submission.ts";
import { mintedTokenSchema, mintRequestSchema } from "../../shared/contract/user-token.ts";
import { changeFeedback } from "../feedback/change-feedback.ts";
import { filterOf } from "../feedback/filter.ts";
import { feedbackFromStored } from "../feedback/from-stored.ts";
import { takeSubmission } from "../feedback/take-submission.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { access, actorOf } from "../policy/access.ts";
import { issuesOf, readJson } from "../policy/body-limit.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { headersOfProblem, Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import { attachmentRoutes } from "../routes/attachments.ts";
import { submissionPolicies } from "../routes/feedback.ts";
import { REFUSED_ACCESS, REFUSED_BODY, REFUSED_CAPTURE } from "../routes/refused.ts";
import { screenshotRoutes } from "../routes/screenshot.ts";
import { mintToken, tokenRoutes } from "../routes/tokens.ts";
import { expectUpload, UPLOAD_REQUEST_BYTES, uploadPolicies } from "../routes/uploads.ts";
import type { Services } from "../services.ts";
import type { Dialect } from "./dialect.ts";
import {
  appsSchema,
  changeSchema,
  id,
  listedOf,
  listQuerySchema,
  listSchema,
  STATUS_THERE,
  statusAnswerSchema,
  submissionOf,
  submissionSchema,
  UPLOAD_KIND,
  uploadAddressSchema,
  uploadUrlSchema,
  wholeOf,
  wholeSchema,
} from "./userz-records.ts";

const USER_TOKEN = "X-Userz-User-Token";

const EACH_KEY = { dialect: "userz", place: { in: "bearer" }, isPlain: true } as const satisfies Partial<KeyProfile>;
const KEYS: readonly KeyProfile[] = [
  {
    ...EACH_KEY,
    kind: "userz-public",
    prefix: "pub_",
    scopes: ["feedback:write"],
    inPages: true,
    submissions: { per: "address-and-app", rate: "publicSubmissions" },
  },
  {
    ...EACH_KEY,
    kind: "userz-secret",
    prefix: "sk_",
    scopes: ["feedback:write", "feedback:read", "feedback:update", "apps:read", "tokens:mint"],
    inPages: false,
    reach: "organization",
    submissions: { per: "key", rate: "secretKey" },
  },
];

/** Its codes are a closed list; what it does not tell apart is one of them. */
const THEIRS: Partial<Record<ErrorCode, ErrorCode>> = {
  invalid_query: "invalid_body",
  invalid_json: "invalid_body",
  invalid_image: "invalid_body",
  token_expired: "invalid_user_token",
  secret_key_in_browser: "origin_not_allowed",
};
const answerOf = (code: ErrorCode): { code: ErrorCode; status: number } => {
  if (ERROR_STATUS[code] >= 500) return { code: "internal_error", status: ERROR_STATUS[code] };
  const theirs = THEIRS[code] ?? code;
  return { code: theirs, status: ERROR_STATUS[theirs] };
};

const mintQuerySchema = z.strictObject({ appId: id });
const { sub, ctx, expiresIn } = mintRequestSchema.shape;
const mintSchema = z.strictObject({ sub, ctx, expiresInSeconds: expiresIn });

const submit = (services: Services): Route => ({
  method: "POST",
  path: "/v1/feedback",
  tag: "Feedback",
  summary: "Submit a feedback report",
  auth: "publishable-or-secret",
  body: submissionSchema,
  example: { text: "The total does not change", severity: "high", url: "https://shop.example.com/cart" },
  headers: {
    [USER_TOKEN]: "By which the host vouches for its user. An app without public submission takes nothing without.",
  },
  answers: { 201: { description: "Stored.", schema: statusAnswerSchema } },
  errors: REFUSED_CAPTURE,
  policies: submissionPolicies(services),
  async handle(context) {
    const { value, bytes } = await readJson(context);
    const parsed = z.safeParse(submissionSchema, value);
    if (!parsed.success) throw new Problem("invalid_body", { issues: issuesOf(parsed.error) });
    const submission = z.safeParse(storedSchema, submissionOf(parsed.data)); // metadata can grow by what was beside it
    if (!submission.success) throw new Problem("invalid_body", { issues: issuesOf(submission.error) });
    const { id } = await takeSubmission(services, context, submission.data, { bytes, cut: undefined });
    return context.json({ id, status: "received" }, 201);
  },
});

const presign = (services: Services): Route => ({
  method: "POST",
  path: "/v1/feedback/upload-url",
  tag: "Feedback",
  summary: "Ask where to send an attachment",
  description: "Send the bytes by PUT with the same content type, then name the `key` in a submission.",
  auth: "publishable-or-secret",
  body: uploadUrlSchema,
  example: { contentType: "image/png", byteSize: 48_213, kind: "screenshot" },
  headers: { [USER_TOKEN]: "As for a submission." },
  answers: { 200: { description: "Where to send it.", schema: uploadAddressSchema } },
  errors: REFUSED_CAPTURE,
  policies: uploadPolicies(services),
  async handle(context) {
    const { kind, ...wanted } = await parseBody(context, uploadUrlSchema, UPLOAD_REQUEST_BYTES);
    const { id: key, url: uploadUrl } = await expectUpload(services, context, { ...wanted, kind: UPLOAD_KIND[kind] });
    return context.json({ key, uploadUrl, expiresInSeconds: LIMITS.uploadSeconds });
  },
});

const list = (services: Services): Route => ({
  method: "GET",
  path: "/v1/feedback",
  tag: "Feedback",
  summary: "List feedback, newest first",
  description:
    "A page leaves duplicates out, so it can have fewer than `limit`; `nextCursor` says whether there is more.",
  auth: "secret",
  query: listQuerySchema,
  answers: { 200: { description: "One page.", schema: listSchema } },
  errors: ["invalid_query", ...REFUSED_ACCESS],
  policies: [access(services, "feedback:read")],
  async handle(context) {
    const { appId, status, cursor, limit, includeDuplicates } = parseQuery(context, listQuerySchema);
    const ours = STATUSES.filter((one) => status === undefined || STATUS_THERE[one] === status);
    const found =
      ours.length === 0
        ? [] // one of its statuses that nothing has here
        : await services.store.feedback.list(actorOf(context), {
            ...filterOf({ app: appId, status: status && ours[0] } as Parameters<typeof filterOf>[0]),
            limit: limit + 1,
            before: cursor,
          });
    const page = found.slice(0, limit);
    return context.json({
      data: page
        .filter(({ duplicateOf }) => includeDuplicates === "true" || duplicateOf === null)
        .map((stored) => listedOf(feedbackFromStored(stored))),
      nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    });
  },
});

const get = (services: Services): Route => ({
  method: "GET",
  path: "/v1/feedback/{id}",
  tag: "Feedback",
  summary: "Get one feedback, whole",
  auth: "secret",
  answers: { 200: { description: "The feedback.", schema: wholeSchema } },
  errors: [...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "feedback:read")],
  async handle(context) {
    const stored = await services.store.feedback.find(actorOf(context), context.req.param("id") ?? "");
    if (!stored) throw new Problem("not_found", { what: "feedback" });
    return context.json(wholeOf(feedbackFromStored(stored)));
  },
});

const update = (services: Services): Route => ({
  method: "PATCH",
  path: "/v1/feedback/{id}",
  tag: "Feedback",
  summary: "Queue a feedback for the agents, or archive it",
  auth: "secret",
  body: changeSchema,
  example: { status: "queued" },
  answers: { 200: { description: "The feedback as it is now.", schema: wholeSchema } },
  errors: [...REFUSED_BODY, "not_found"],
  policies: [access(services, "feedback:update")],
  async handle(context) {
    const changes = await parseBody(context, changeSchema, LIMITS.managementBodyBytes);
    const changed = await changeFeedback(services, actorOf(context), context.req.param("id") ?? "", changes);
    return context.json(wholeOf(feedbackFromStored(changed)));
  },
});

const listApps = ({ store, clock, ...services }: Services): Route => ({
  method: "GET",
  path: "/v1/apps",
  tag: "Apps",
  summary: "List the organization's apps",
  auth: "secret",
  answers: { 200: { description: "All of them.", schema: appsSchema } },
  errors: REFUSED_ACCESS,
  policies: [access({ store, clock, ...services }, "apps:read")],
  async handle(context) {
    const actor = actorOf(context);
    const keys = await store.keys.list(actor, { kind: "userz-public", liveAt: clock.now() });
    const data = (await store.apps.list(actor)).map(({ id, name, mode, createdAt }) => ({
      id,
      slug: name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
      name,
      publicSubmissionEnabled: mode === "public",
      processingMode: "no_pr",
      allowedOrigins: [...new Set(keys.filter(({ appId }) => appId === id).flatMap((key) => key.allowedOrigins))],
      createdAt: new Date(createdAt).toISOString(),
    }));
    return context.json({ data });
  },
});

const mintRoute = (services: Services): Route => ({
  method: "POST",
  path: "/v1/tokens/mint",
  tag: "Apps",
  summary: "Mint a user token",
  auth: "secret",
  query: mintQuerySchema,
  body: mintSchema,
  example: { sub: "user-42", ctx: { email: "ann@example.com" } },
  answers: { 201: { description: "The token.", schema: mintedTokenSchema } },
  errors: [...REFUSED_BODY, "invalid_query", "not_found"],
  policies: [access(services, "tokens:mint")],
  async handle(context) {
    const { appId: app } = parseQuery(context, mintQuerySchema);
    const { expiresInSeconds, ...user } = await parseBody(context, mintSchema, LIMITS.managementBodyBytes);
    return context.json(await mintToken(services, context, { ...user, app, expiresIn: expiresInSeconds }), 201);
  },
});

const inTheirWords = (text: string): string => text.replaceAll("Earshot-User-Token", USER_TOKEN);

/** By our own paths: the bytes of pictures and files, where theirs are addresses of a storage; and minting as our typed client asks for it. */
const SAME: readonly string[] = [ROUTES.feedbackScreenshot, ROUTES.feedbackAttachment, ROUTES.tokens];
const same = (services: Services): Route[] =>
  [...screenshotRoutes(services), ...attachmentRoutes(services), ...tokenRoutes(services)]
    .filter(({ path }) => SAME.includes(path))
    .map(({ description = "", ...route }) => ({ ...route, description: inTheirWords(description), auth: "secret" }));

export const userz: Dialect = {
  name: "userz",
  keyProfiles: KEYS,
  userToken: { header: USER_TOKEN, appClaim: "app" },
  routes: (services) => [
    submit(services),
    presign(services),
    list(services),
    get(services),
    update(services),
    ...same(services),
    listApps(services),
    mintRoute(services),
  ],
  writeProblem(context, problem) {
    const { code, status } = answerOf(problem.code);
    const { facts, message } = problem;
    const details = facts && ("issues" in facts ? facts.issues : facts);
    const error = {
      code,
      message: inTheirWords(message),
      ...(details ? { details } : {}),
      ...(status >= 500 ? { requestId: context.get("requestId") } : {}),
    };
    context.header("Cache-Control", "no-store");
    return context.json({ error }, status as 400, headersOfProblem(problem));
  },
  document: {
    title: "Earshot, as Userz",
    description: "What Userz documents, answered by Earshot: its keys, its user token, its codes.",
    keys: { publishable: "pub_", secret: "sk_" },
    errorSchema: z.object({
      error: z.object({
        code: z.enum([...new Set((Object.keys(ERROR_STATUS) as ErrorCode[]).map((code) => answerOf(code).code))]),
        message: z.string(),
        details: z.optional(z.union([z.array(issueSchema), z.record(z.string(), z.unknown())])),
        requestId: z.optional(z.string()),
      }),
    }),
    answerOf,
  },
};
