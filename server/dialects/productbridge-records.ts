import * as z from "zod/mini";
import { CATEGORIES, STATUSES, type Status } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { tagsSchema } from "../../shared/contract/submission.ts";
import { userTokenClaimsSchema } from "../../shared/contract/user-token.ts";

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

export const listSchema = z.strictObject({
  board_id: orNull(reference),
  status_id: orNull(reference),
  search: orNull(z.string().check(z.trim(), z.maxLength(LIMITS.searchText))),
  limit: orNull(z.int(LIMIT).check(z.gte(1, LIMIT), z.lte(LIMITS.listMost, LIMIT))),
  cursor: orNull(z.string().check(z.maxLength(256))),
});

/** The product's pages name a post by `post_id` here and by `id` there. */
const named = { post_id: z.optional(reference), id: z.optional(reference) };
export type Named = { post_id?: string | undefined; id?: string | undefined };
const namesOne = z.refine<Named>(({ post_id, id }: Named) => (post_id === undefined) !== (id === undefined), {
  path: ["post_id"],
  error: "is required",
});
export const namedSchema = z.strictObject(named).check(namesOne);

export const createSchema = z.strictObject({
  title,
  description: orNull(description),
  board_id: orNull(reference),
  author_id: orNull(userTokenClaimsSchema.shape.sub),
  category_id: orNull(z.enum(CATEGORIES)),
  tags: orNull(tagsSchema),
});
export const updateSchema = z
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
export const postSchema = z.object({
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
export const postListSchema = z.object({ items: z.array(postSchema), has_next_page: z.boolean(), cursor: text });

export type Words = { title: string; description: string };

/** A feedback is one text: its first line is the title, what follows the description. */
export const wordsOfPost = (content: string): Words => {
  const [line = ""] = content.split("\n", 1);
  return line.length <= TITLE_MOST
    ? { title: line.trim(), description: content.slice(line.length).trim() }
    : { title: `${line.slice(0, TITLE_MOST - 1).toWellFormed()}…`, description: content };
};
export const contentOf = ({ title, description }: Words): string => `${title}\n\n${description}`.trim();

export const slugOf = (title: string): string =>
  (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join("-").slice(0, 80);

export const postOf = (feedback: Feedback): z.output<typeof postSchema> => {
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

export const mergeSchema = z
  .strictObject({ merge_post_id: reference, into_post_id: reference, merger_id: orNull(reference) })
  .check(
    z.refine(({ merge_post_id, into_post_id }) => merge_post_id !== into_post_id, {
      path: ["into_post_id"],
      error: "must be another post than merge_post_id",
    }),
  );
export const doneSchema = z.object({ success: z.literal(true) });
export const pingSchema = z.object({
  organization_id: z.string(),
  organization_slug: z.string(),
  timestamp: z.iso.datetime(),
});

export const boardSchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: text,
  icon_url: text,
  created_at: z.iso.datetime(),
});
/** A board of posts is an app. */
export const boardOf = (app: { id: string; name: string; createdAt: number }): z.output<typeof boardSchema> => ({
  id: app.id,
  name: app.name,
  slug: slugOf(app.name),
  description: null,
  icon_url: null,
  created_at: new Date(app.createdAt).toISOString(),
});

const GROUPS = ["open", "in-progress", "completed", "closed"] as const;
export const statusSchema = z.object({
  id: z.enum(STATUSES),
  name: z.string(),
  code: z.string(),
  color: text,
  status_group_code: z.enum(GROUPS),
  is_default_status: z.boolean(),
  show_on_feedback: z.boolean(),
  show_on_roadmap: z.boolean(),
  created_at: z.iso.datetime(),
});
const NAMED: Record<Status, [name: string, group: (typeof GROUPS)[number]]> = {
  new: ["New", "open"],
  triaged: ["Triaged", "open"],
  queued: ["Queued", "open"],
  in_progress: ["In progress", "in-progress"],
  done: ["Done", "completed"],
  archived: ["Archived", "closed"],
};
/** Our statuses are the same everywhere, and always were. @param createdAt Since when they are known to who asks. */
export const statusesSince = (createdAt: number): Array<z.output<typeof statusSchema>> =>
  STATUSES.map((id) => ({
    id,
    name: NAMED[id][0],
    code: id.replace("_", "-"),
    color: null,
    status_group_code: NAMED[id][1],
    is_default_status: id === "new",
    show_on_feedback: true,
    show_on_roadmap: false,
    created_at: new Date(createdAt).toISOString(),
  }));
