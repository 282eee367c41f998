import * as z from "zod/mini";
import { CATEGORIES, STATUSES, type Status } from "../../shared/contract/enumerations.ts";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { tagsSchema } from "../../shared/contract/submission.ts";
import { userTokenClaimsSchema } from "../../shared/contract/user-token.ts";
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
const TITLE_MOST = 512;
const DESCRIPTION_MOST = LIMITS.content - TITLE_MOST - 2;

/** What may be left out may be `null` as well. */
const orNull = <S extends z.core.$ZodType>(schema: S) => z.optional(z.nullable(schema));
const reference = z.string().check(z.maxLength(128));
const title = z.pipe(
  z.string().check(z.trim(), z.minLength(1), z.maxLength(TITLE_MOST)),
  z.transform((text: string) => text.replace(/\s+/g, " ")),
);
const description = z.string().check(z.trim(), z.maxLength(DESCRIPTION_MOST));
const LIMIT = `must be a whole number, 1 to ${LIMITS.listMost}`;

const listSchema = z.strictObject({
  board_id: orNull(reference),
  status_id: orNull(reference),
  search: orNull(z.string().check(z.trim(), z.maxLength(LIMITS.searchText))),
  limit: orNull(z.int(LIMIT).check(z.gte(1, LIMIT), z.lte(LIMITS.listMost, LIMIT))),
  cursor: orNull(z.string().check(z.maxLength(256))),
});

/** The product's pages name a post by `post_id` here and by `id` there. */
const named = { post_id: z.optional(reference), id: z.optional(reference) };
type Named = { post_id?: string | undefined; id?: string | undefined };
const namesOne = z.refine<Named>(({ post_id, id }: Named) => (post_id === undefined) !== (id === undefined), {
  path: ["post_id"],
  error: "is required",
});
const namedSchema = z.strictObject(named).check(namesOne);

const createSchema = z.strictObject({
  title,
  description: orNull(description),
  board_id: orNull(reference),
  author_id: orNull(userTokenClaimsSchema.shape.sub),
  category_id: orNull(z.enum(CATEGORIES)),
  tags: orNull(tagsSchema),
});
const updateSchema = z
  .strictObject({
    ...named,
    title: orNull(title),
    description: orNull(description),
    status_id: orNull(z.enum(STATUSES)),
    owner_id: orNull(reference),
    tags: orNull(tagsSchema),
  })
  .check(namesOne);

const text = z.nullable(z.string());
const postSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  slug: z.string(),
  board_id: z.string(),
  author_id: text,
  owner_id: text,
  status_id: z.enum(STATUSES),
  category_id: z.nullable(z.enum(CATEGORIES)),
  tags: z.array(z.string()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
const postListSchema = z.object({ items: z.array(postSchema), has_next_page: z.boolean(), cursor: text });

type Words = { title: string; description: string };

/** A feedback is one text: its first line is the title, what follows the description. */
const wordsOfPost = (content: string): Words => {
  const [line = ""] = content.split("\n", 1);
  return line.length <= TITLE_MOST
    ? { title: line.trim(), description: content.slice(line.length).trim() }
    : { title: `${line.slice(0, TITLE_MOST - 1).toWellFormed()}…`, description: content };
};
const contentOf = ({ title, description }: Words): string => `${title}\n\n${description}`.trim();

const slugOf = (title: string): string => (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join("-").slice(0, 80);

const postOf = (feedback: Feedback): z.output<typeof postSchema> => {
  const words = wordsOfPost(feedback.content);
  return {
    id: feedback.id,
    ...words,
    slug: slugOf(words.title),
    board_id: feedback.app,
    author_id: feedback.customer?.sub ?? feedback.customerId,
    owner_id: feedback.assignee,
    status_id: feedback.status,
    category_id: feedback.category,
    tags: feedback.tags,
    created_at: feedback.createdAt,
    updated_at: feedback.updatedAt,
  };
};

/** What does not look like an id of ours names nothing, and no database is asked for it. @throws Problem `not_found` */
const idOf = ({ post_id, id = post_id }: Named): string => {
  if (!id || !ID_PATTERN.test(id)) throw new Problem("not_found", { what: POST });
  return id;
};

const find = async ({ store }: Services, context: PolicyContext, id: string): Promise<Feedback> => {
  const stored = await store.feedback.find(actorOf(context), id);
  if (!stored) throw new Problem("not_found", { what: POST });
  return feedbackFromStored(stored);
};

const list = async (services: Services, context: PolicyContext): Promise<z.output<typeof postListSchema>> => {
  const { board_id, status_id, search, limit, cursor } = await parseBody(context, listSchema);
  const status = STATUSES.find((one) => one === status_id);
  if ((status_id && !status) || (board_id && !ID_PATTERN.test(board_id)))
    return { items: [], has_next_page: false, cursor: null };
  const filter = filterOf({ app: board_id ?? undefined, status: status && [status], q: search || undefined });
  const page = await readPage({ limit: limit ?? 25, cursor: cursor ?? undefined }, ({ limit, after }) =>
    services.store.feedback.list(actorOf(context), { ...filter, limit, before: after }),
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
  else if (app.mode === "private") throw new Problem("public_disabled");
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
    const message = `must leave room for the rest: both together have at most ${LIMITS.content} characters`;
    throw new Problem("invalid_body", { issues: [{ path: "title", message }] });
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
      body: z.strictObject({}),
      answer: z.object({ organization_id: z.string(), organization_slug: z.string(), timestamp: z.iso.datetime() }),
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
      errors: [...REFUSED_BODY, "invalid_query"],
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
      answer: z.object({ success: z.literal(true) }),
      errors: [...REFUSED_BODY, "not_found"],
      async handle(context) {
        await deleteFeedback(services, actorOf(context), idOf(await parseBody(context, namedSchema)), POST);
        return context.json({ success: true });
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
    if (status === 422) return context.json({ detail: validationDetail(problem, "body") }, status);
    const error = facts && "what" in facts ? `${facts.what} not found` : message;
    return context.json({ detail: { error } }, status, headersOfProblem(problem));
  },
};
