import * as z from "zod/mini";
import { viewFilters } from "./feedback-query.ts";
import { nameSchema } from "./name.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));

/** What a view asks for, as a list takes it in its query: the filters, and no place in the list. */
const query = z.record(z.string(), z.string());

/** A view of the inbox: a member's own, or shared with everybody in the organization. */
export const viewSchema = z.object({
  id,
  name: z.string(),
  query,
  shared: z.boolean(),
  /** The member who made it. */
  owner: id,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type View = z.output<typeof viewSchema>;
export const viewListSchema = z.object({ data: z.array(viewSchema), nextCursor: z.nullable(z.string()) });
export type ViewList = z.output<typeof viewListSchema>;

/** The body of `POST /v1/views`. Sharing needs the right `triager`. */
export const newViewSchema = z.strictObject({
  name: nameSchema,
  query: viewFilters,
  shared: z._default(z.boolean(), false),
});
export type NewView = z.input<typeof newViewSchema>;

/** The body of `PATCH /v1/views/{id}`: what is named is replaced whole, the rest stays. */
export const changedViewSchema = z.strictObject({
  name: z.optional(nameSchema),
  query: z.optional(viewFilters),
  shared: z.optional(z.boolean()),
});
export type ChangedView = z.input<typeof changedViewSchema>;
