import * as z from "zod/mini";
import { STATUSES, type Status } from "../../shared/contract/enumerations.ts";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { changeFeedback, deleteFeedback } from "../feedback/change-feedback.ts";
import { filterOf } from "../feedback/filter.ts";
import { feedbackFromStored } from "../feedback/from-stored.ts";
import { takeSubmission } from "../feedback/take-submission.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { readPage } from "../paging.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey, requireOwnerRole } from "../policy/api-key.ts";
import { bodyLimit, readJson } from "../policy/body-limit.ts";
import { idempotency } from "../policy/idempotency.ts";
import { parseBody } from "../policy/parsed.ts";
import { keyRateLimit } from "../policy/rate-limit.ts";
import { headersOfProblem, Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import { REFUSED_BODY, REFUSED_CAPTURE } from "../routes/refused.ts";
import type { PolicyContext, Services } from "../services.ts";
import { type Dialect, validationDetail } from "./dialect.ts";
import {
  boardOf,
  boardSchema,
  contentOf,
  createSchema,
  doneSchema,
  listSchema,
  mergeSchema,
  type Named,
  namedSchema,
  pingSchema,
  postListSchema,
  postOf,
  postSchema,
  slugOf,
  statusesSince,
  statusSchema,
  updateSchema,
  type Words,
  wordsOfPost,
} from "./productbridge-records.ts";

/** The one kind that has what the product calls the scope `public_api`: what is limited to less lacks it where it asks for more. */
const PUBLIC_API: KeyProfile = {
  dialect: "productbridge",
  kind: "productbridge-api",
  prefix: "pb_",
  place: { in: "body", name: "api_key" },
  isPlain: true,
  scopes: ["feedback:write", "feedback:read", "feedback:update", "feedback:delete"],
  inPages: false,
  submissions: { per: "key", rate: "secretKey" },
  reach: "organization",
  isSole: true,
  isShownAgain: true,
};

const BASE = "/api/external/v1";
const POST = "feedback post";
/** The key alone, which is taken out of the body. */
const nothingSchema = z.strictObject({});

/** What does not look like an id of ours names nothing, and no database is asked for it. @throws Problem `not_found` */
const idOf = ({ post_id, id = post_id }: Named, what = POST): string => {
  if (!id || !ID_PATTERN.test(id)) throw new Problem("not_found", { what });
  return id;
};

const find = async ({ store }: Services, context: PolicyContext, id: string, what = POST): Promise<Feedback> => {
  const stored = await store.feedback.find(actorOf(context), id);
  if (!stored) throw new Problem("not_found", { what });
  return feedbackFromStored(stored);
};

/** What is wrong with one field. */
const wrong = (path: string, message: string) => new Problem("invalid_body", { issues: [{ path, message }] });

const list = async (services: Services, context: PolicyContext): Promise<z.output<typeof postListSchema>> => {
  const { board_id, status_id, search, limit, cursor } = await parseBody(context, listSchema);
  const status = STATUSES.find((one) => one === status_id);
  if ((status_id && !status) || (board_id && !ID_PATTERN.test(board_id)))
    return { items: [], has_next_page: false, cursor: null };
  const filter = filterOf({ app: board_id ?? undefined, status: status && [status], q: search || undefined });
  const page = await readPage(
    actorOf(context),
    { limit: limit ?? 25, cursor: cursor ?? undefined },
    ({ limit, after }) => services.store.feedback.list(actorOf(context), { ...filter, limit, before: after }),
  );
  return {
    items: page.data.map((stored) => postOf(feedbackFromStored(stored))),
    has_next_page: page.nextCursor !== null,
    cursor: page.nextCursor,
  };
};

/** Into the app that the key was made in, by whom the caller vouches for. */
const create = async (services: Services, context: PolicyContext): Promise<Feedback> => {
  const { title, description, board_id, author_id, category_id, tags } = await parseBody(context, createSchema);
  const { app } = context.get("key");
  if (board_id && board_id !== app.id) throw new Problem("not_found", { what: "feedback board" });
  if (author_id) context.set("user", { customer: { sub: author_id, ctx: {} }, singleUse: null });
  else if (app.mode === "private") throw wrong("author_id", "is required: this board takes posts of known users only");
  const submission = {
    content: contentOf({ title, description: description ?? "" }),
    ...(category_id ? { category: category_id } : {}),
    ...(tags ? { tags } : {}),
  };
  const { bytes, cut } = await readJson(context);
  const { id } = await takeSubmission(services, context, submission, { bytes, cut });
  return find(services, context, id);
};

const rewritten =
  (words: Partial<Words>) =>
  (content: string): string => {
    const written = contentOf({ ...wordsOfPost(content), ...words });
    if (written.length <= LIMITS.content) return written;
    throw wrong("title", `must leave room for the rest: both have at most ${LIMITS.content} characters together`);
  };

const update = async (services: Services, context: PolicyContext): Promise<Feedback> => {
  const wanted = await parseBody(context, updateSchema);
  const { title, description, status_id, owner_id, tags } = wanted;
  const words = { ...(title ? { title } : {}), ...(typeof description === "string" ? { description } : {}) };
  const changes = {
    status: (status_id ?? undefined) as Status | undefined,
    tags: tags ?? undefined,
    assignee: owner_id,
    content: Object.keys(words).length > 0 ? rewritten(words) : undefined,
  };
  if (Object.values(changes).every((value) => value === undefined)) return find(services, context, idOf(wanted));
  return feedbackFromStored(await changeFeedback(services, actorOf(context), idOf(wanted), changes, POST));
};

/** The one becomes a duplicate of the other, where it stays to be seen. */
const merge = async (services: Services, context: PolicyContext): Promise<void> => {
  const { merge_post_id, into_post_id } = await parseBody(context, mergeSchema);
  const [from, into] = ["merge_post", "into_post"] as const;
  const { app } = await find(services, context, idOf({ id: merge_post_id }, from), from);
  const target = await find(services, context, idOf({ id: into_post_id }, into), into);
  if (app !== target.app) throw wrong("into_post_id", "must be a post of the same board");
  await changeFeedback(services, actorOf(context), merge_post_id, { duplicateOf: into_post_id }, from);
};

const routes = (services: Services): Route[] => {
  type Said = Pick<Route, "summary" | "body" | "errors" | "handle"> & { answer: z.core.$ZodType };
  const guarded = (path: string, scope: "read" | "write" | "update" | "delete", { answer, ...said }: Said): Route => ({
    method: "POST",
    path: BASE + path,
    tag: "Feedback",
    auth: "secret",
    answers: { 200: { description: "Done.", schema: answer } },
    policies: [bodyLimit(), apiKey(services, `feedback:${scope}`), keyRateLimit(services)],
    ...said,
  });
  const get: Said = {
    summary: "Get one feedback post",
    body: namedSchema,
    answer: postSchema,
    errors: [...REFUSED_BODY, "not_found"],
    handle: async (context) =>
      context.json(postOf(await find(services, context, idOf(await parseBody(context, namedSchema))))),
  };
  const making = guarded("/feedback-posts/create", "write", {
    summary: "Create a feedback post",
    body: createSchema,
    answer: postSchema,
    errors: [...REFUSED_CAPTURE, "not_found"],
    handle: async (context) => context.json(postOf(await create(services, context))),
  });
  return [
    guarded("/ping", "read", {
      summary: "Say whose key it is",
      body: nothingSchema,
      answer: pingSchema,
      errors: REFUSED_BODY,
      async handle(context) {
        const { organizationId: organization_id } = context.get("key").app;
        const organization_slug = slugOf((await services.store.organizations.nameOf(organization_id)) ?? "");
        const timestamp = new Date(services.clock.now()).toISOString();
        return context.json({ organization_id, organization_slug, timestamp });
      },
    }),
    guarded("/feedback-posts/list", "read", {
      summary: "List feedback posts, newest first",
      body: listSchema,
      answer: postListSchema,
      errors: [...REFUSED_BODY, "invalid_query", "not_found"],
      handle: async (context) => context.json(await list(services, context)),
    }),
    guarded("/feedback-posts/get", "read", get),
    guarded("/feedback-posts/retrieve", "read", get), // as the product's other resources call it
    { ...making, policies: [...making.policies, requireOwnerRole(), idempotency()] },
    guarded("/feedback-posts/update", "update", {
      summary: "Change a feedback post",
      body: updateSchema,
      answer: postSchema,
      errors: [...REFUSED_BODY, "not_found", "conflict"],
      handle: async (context) => context.json(postOf(await update(services, context))),
    }),
    guarded("/feedback-posts/delete", "delete", {
      summary: "Delete a feedback post",
      body: namedSchema,
      answer: doneSchema,
      errors: [...REFUSED_BODY, "not_found"],
      async handle(context) {
        await deleteFeedback(services, actorOf(context), idOf(await parseBody(context, namedSchema)), POST);
        return context.json({ success: true });
      },
    }),
    guarded("/feedback-posts/merge", "update", {
      summary: "Make a feedback post the duplicate of another",
      body: mergeSchema,
      answer: doneSchema,
      errors: [...REFUSED_BODY, "not_found", "conflict"],
      async handle(context) {
        await merge(services, context);
        return context.json({ success: true });
      },
    }),
    guarded("/feedback-boards/list", "read", {
      summary: "List the boards: the apps that the key sees",
      body: nothingSchema,
      answer: z.array(boardSchema),
      errors: REFUSED_BODY,
      async handle(context) {
        await parseBody(context, nothingSchema);
        return context.json((await services.store.apps.list(actorOf(context))).map(boardOf));
      },
    }),
    guarded("/statuses/list", "read", {
      summary: "List the statuses that a post can have",
      body: nothingSchema,
      answer: z.array(statusSchema),
      errors: REFUSED_BODY,
      async handle(context) {
        await parseBody(context, nothingSchema);
        return context.json(statusesSince(context.get("key").createdAt));
      },
    }),
  ];
};

/** Every refusal is `{ detail: { error } }`, and tells nothing of a key; what is wrong with a body is a list, a field an entry. */
export const productbridge: Dialect = {
  name: "productbridge",
  keyProfiles: [PUBLIC_API],
  hidesWhy: true,
  routes,
  writeProblem(context, problem) {
    const { code, facts, message } = problem;
    context.header("Cache-Control", "no-store");
    const ours = ERROR_STATUS[code];
    const status = ours === 400 || ours === 415 ? 422 : ours;
    if (status === 401) return context.json({ detail: { error: "invalid api_key" } }, status);
    if (status === 422) {
      const named = (name: string): string => (name === "assignee" ? "owner_id" : name);
      const detail = validationDetail(problem, "body").map((one) => ({ ...one, loc: one.loc.map(named) }));
      return context.json({ detail }, status);
    }
    const error = facts && "what" in facts ? `${facts.what} not found` : message;
    return context.json({ detail: { error } }, status, headersOfProblem(problem));
  },
};
