import { feedbackQuerySchema } from "../../shared/contract/feedback-query.ts";
import { acceptedSchema, feedbackListSchema, feedbackSchema } from "../../shared/contract/record.ts";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import { submissionSchema } from "../../shared/contract/submission.ts";
import { filterOf } from "../feedback/filter.ts";
import { feedbackFromStored } from "../feedback/from-stored.ts";
import { takeSubmission } from "../feedback/take-submission.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { apiKey, requireOwnerRole, requireScope } from "../policy/api-key.ts";
import { bodyLimit, issuesOf, readJson } from "../policy/body-limit.ts";
import { idempotency } from "../policy/idempotency.ts";
import { identity } from "../policy/identity.ts";
import { memberIdOf } from "../policy/member-id.ts";
import { origin } from "../policy/origin.ts";
import { parseQuery } from "../policy/parsed.ts";
import { keyRateLimit } from "../policy/rate-limit.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Policy, Services } from "../services.ts";
import { REFUSED_ACCESS, REFUSED_CAPTURE } from "./refused.ts";

/** What a submission passes before its body is read. */
export const submissionPolicies = (services: Services): Policy[] => [
  bodyLimit(),
  apiKey(services),
  requireScope("feedback:write"),
  origin(),
  identity(services),
  keyRateLimit(services),
  requireOwnerRole(),
  idempotency(),
];

const submit = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.feedback,
  tag: "Feedback",
  summary: "Send feedback",
  description: "Answers 201 only when the record, its picture and its event are on disk.",
  auth: "publishable-or-secret",
  body: submissionSchema,
  example: {
    content: "The total does not change when I remove an item",
    category: "problem",
    pageUrl: "https://shop.example.com/cart",
    customerEmail: "ann@example.com",
    tags: ["cart"],
  },
  headers: {
    [HEADERS.idempotencyKey]: "A UUID. The same key with the same body gives the same record, for 8 days.",
    [HEADERS.userToken]:
      "By which the host vouches for its user. An app in private mode takes nothing without one; the sender's name and e-mail address come from it.",
  },
  answers: {
    201: {
      description: "Stored.",
      schema: acceptedSchema,
      headers: { [HEADERS.idempotentReplay]: "`true` when an earlier request with this key made the record." },
    },
  },
  errors: [...REFUSED_CAPTURE, "not_found", "idempotency_in_flight", "idempotency_mismatch", "invalid_image"],
  policies: submissionPolicies(services),
  async handle(context) {
    const { value, bytes, cut } = await readJson(context, { dataUrl: "screenshotDataUrl" });
    const parsed = submissionSchema.safeParse(value);
    if (!parsed.success) throw new Problem("invalid_body", { issues: issuesOf(parsed.error) });
    return context.json(await takeSubmission(services, context, parsed.data, { bytes, cut }), 201);
  },
});

const list = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.feedback,
  tag: "Feedback",
  summary: "List feedback, newest first",
  description:
    "Paging with `nextCursor` yields each record once, while others arrive, change and go. A filter that names an app, a member or a customer who is not there is refused with `not_found`.",
  auth: "reader",
  query: feedbackQuerySchema,
  answers: { 200: { description: "One page.", schema: feedbackListSchema } },
  errors: ["invalid_query", ...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "feedback:read")],
  async handle(context) {
    const { limit, cursor, ...narrowed } = parseQuery(context, feedbackQuerySchema);
    const filter = filterOf(narrowed, memberIdOf(context));
    const page = await readPage(actorOf(context), { limit, cursor }, ({ limit, after }) =>
      services.store.feedback.list(actorOf(context), { ...filter, limit, before: after }),
    );
    if (page.data.length === 0) await requireNamed(services, actorOf(context), narrowed);
    return context.json({ ...page, data: page.data.map(feedbackFromStored) });
  },
});

const get = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.feedbackOne,
  tag: "Feedback",
  summary: "Get one feedback",
  auth: "reader",
  answers: { 200: { description: "The record.", schema: feedbackSchema } },
  errors: [...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "feedback:read")],
  async handle(context) {
    const stored = await services.store.feedback.find(actorOf(context), context.req.param("id") ?? "");
    if (!stored) throw new Problem("not_found", { what: "feedback" });
    return context.json(feedbackFromStored(stored));
  },
});

export const feedbackRoutes = (services: Services): Route[] => [submit(services), list(services), get(services)];
