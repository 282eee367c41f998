import * as z from "zod/mini";
import { SOURCE_TYPES, STATUSES } from "../../shared/contract/enumerations.ts";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { feedbackQuerySchema } from "../../shared/contract/feedback-query.ts";
import { pageQuery } from "../../shared/contract/page-query.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { submissionSchema } from "../../shared/contract/submission.ts";
import { filterOf } from "../feedback/filter.ts";
import { feedbackFromStored } from "../feedback/from-stored.ts";
import { takeSubmission } from "../feedback/take-submission.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { readPage } from "../paging.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey, requireOwnerRole, requireScope } from "../policy/api-key.ts";
import { bodyLimit, issuesOf, readJson } from "../policy/body-limit.ts";
import { idempotency } from "../policy/idempotency.ts";
import { identity } from "../policy/identity.ts";
import { origin } from "../policy/origin.ts";
import { parseQuery } from "../policy/parsed.ts";
import { keyRateLimit } from "../policy/rate-limit.ts";
import { headersOfProblem, Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import { REFUSED_ACCESS, REFUSED_CAPTURE } from "../routes/refused.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { Dialect } from "./dialect.ts";

const EACH_KEY = {
  dialect: "productsights",
  place: { in: "bearer" },
  isPlain: true,
  submissions: { per: "key", rate: "secretKey" },
  buckets: [{ name: "minute", requests: 60, seconds: 60 }],
} as const satisfies Partial<KeyProfile>;

const KEYS: readonly KeyProfile[] = [
  {
    ...EACH_KEY,
    kind: "productsights-publishable",
    prefix: "ps_pub_",
    scopes: ["feedback:write"],
    inPages: true,
    origins: "domains",
  },
  {
    ...EACH_KEY,
    kind: "productsights-secret",
    prefix: "ps_",
    scopes: ["feedback:write", "feedback:read"],
    inPages: false,
    isAnsweredInPages: true, // it ignores the list of domains, so a page is no reason to refuse it
  },
];

const captureSchema = z.pick(submissionSchema, {
  content: true,
  context: true,
  pageUrl: true,
  pageTitle: true,
  customerName: true,
  customerEmail: true,
  tags: true,
  sourceType: true,
  screenshotDataUrl: true,
});

const { status, tag, sourceType, q, since, until } = feedbackQuerySchema.shape;
const insightQuerySchema = z.strictObject({ ...pageQuery, status, tag, sourceType, text: q, from: since, to: until });

const text = z.nullable(z.string());
const insightSchema = z.object({
  id: z.string(),
  content: z.string(),
  context: text,
  pageUrl: text,
  pageTitle: text,
  customerName: text,
  customerEmail: text,
  tags: z.array(z.string()),
  sourceType: z.enum(SOURCE_TYPES),
  status: z.enum(STATUSES),
  hasScreenshot: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
const insightListSchema = z.object({ insights: z.array(insightSchema), nextCursor: text });

const insightOf = (feedback: Feedback): z.output<typeof insightSchema> => ({
  id: feedback.id,
  content: feedback.content,
  context: feedback.context,
  pageUrl: feedback.pageUrl,
  pageTitle: feedback.pageTitle,
  customerName: feedback.customerName,
  customerEmail: feedback.customerEmail,
  tags: feedback.tags,
  sourceType: feedback.sourceType,
  status: feedback.status,
  hasScreenshot: feedback.screenshot !== null,
  createdAt: feedback.createdAt,
  updatedAt: feedback.updatedAt,
});

const take = async (services: Services, context: PolicyContext) => {
  const { value, bytes, cut } = await readJson(context, { dataUrl: "screenshotDataUrl" });
  const parsed = z.safeParse(captureSchema, value);
  if (!parsed.success) throw new Problem("invalid_body", { issues: issuesOf(parsed.error) });
  return takeSubmission(services, context, parsed.data, { bytes, cut });
};

const routes = (services: Services): Route[] => [
  {
    method: "POST",
    path: "/api/public/capture",
    tag: "Feedback",
    summary: "Capture an insight",
    auth: "publishable-or-secret",
    body: captureSchema,
    answers: { 201: { description: "It stands in the inbox.", schema: z.object({ id: z.string() }) } },
    errors: REFUSED_CAPTURE,
    policies: [
      bodyLimit(),
      apiKey(services),
      keyRateLimit(services),
      requireScope("feedback:write"),
      origin(),
      identity(services),
      requireOwnerRole(),
      idempotency(),
    ],
    handle: async (context) => context.json({ ...(await take(services, context)) }, 201),
  },
  {
    method: "GET",
    path: "/api/insights",
    tag: "Feedback",
    summary: "List insights, newest first",
    auth: "secret",
    query: insightQuerySchema,
    answers: { 200: { description: "One page.", schema: insightListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [apiKey(services), keyRateLimit(services), requireScope("feedback:read")],
    async handle(context) {
      const { limit, cursor, text, from, to, ...narrowed } = parseQuery(context, insightQuerySchema);
      const filter = filterOf({ ...narrowed, q: text, since: from, until: to } as Parameters<typeof filterOf>[0]);
      const page = await readPage(actorOf(context), { limit, cursor }, ({ limit, after }) =>
        services.store.feedback.list(actorOf(context), { ...filter, limit, before: after }),
      );
      return context.json({
        insights: page.data.map((stored) => insightOf(feedbackFromStored(stored))),
        nextCursor: page.nextCursor,
      });
    },
  },
  {
    method: "POST",
    path: "/api/insights",
    tag: "Feedback",
    summary: "Create an insight",
    auth: "secret",
    body: captureSchema,
    answers: { 201: { description: "The insight.", schema: insightSchema } },
    errors: REFUSED_CAPTURE,
    policies: [
      bodyLimit(),
      apiKey(services),
      keyRateLimit(services),
      requireScope("feedback:read"), // a publishable key has it not; the answer is the whole record
      requireScope("feedback:write"),
      identity(services),
      requireOwnerRole(),
      idempotency(),
    ],
    async handle(context) {
      const { id } = await take(services, context);
      const stored = await services.store.feedback.find(actorOf(context), id);
      if (!stored) throw new Problem("not_found", { what: "insight" });
      return context.json(insightOf(feedbackFromStored(stored)), 201);
    },
  },
];

/** A refusal there is one sentence; what is wrong with a body or a query is named field by field. */
export const productsights: Dialect = {
  name: "productsights",
  keyProfiles: KEYS,
  routes,
  writeProblem(context, problem) {
    const { facts, message } = problem;
    const details = facts && "issues" in facts ? { details: facts.issues } : {};
    context.header("Cache-Control", "no-store");
    return context.json({ error: message, ...details }, ERROR_STATUS[problem.code], headersOfProblem(problem));
  },
};
