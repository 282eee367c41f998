import * as z from "zod/mini";
import { userTokenClaimsSchema } from "../../../shared/contract/user-token.ts";
import type { Source } from "../source.ts";
import { isCategory } from "./is-category.ts";
import { orNone } from "./or-none.ts";

const pageSchema = z.object({
  items: z.array(z.unknown()),
  has_next_page: z.boolean(),
  cursor: z.nullish(z.string()),
});

const postSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: orNone(z.string()),
  author_id: orNone(userTokenClaimsSchema.shape.sub),
  status_id: z.optional(z.unknown()),
  category_id: orNone(z.string()),
  tags: orNone(z.array(orNone(z.union([z.string(), z.looseObject({ name: z.string() })])))),
  created_at: z.string(),
  updated_at: orNone(z.string()),
});

/** Feedback posts of every board. Who wrote one is known there by an id alone. */
export const productbridge: Source = {
  name: "productbridge",
  title: "ProductBridge",
  address: "https://api.productbridge.io",
  keyPrefix: "pb_",
  keyPlace: { in: "body", name: "api_key" },
  lists: [
    {
      name: "feedback posts",
      async page(ask, cursor) {
        const asked = { path: "/api/external/v1/feedback-posts/list", body: { limit: 100, cursor } };
        const { items, has_next_page, cursor: next } = pageSchema.parse(await ask.json(asked));
        return { items, next: has_next_page ? (next ?? null) : null };
      },
      read(item) {
        const post = postSchema.parse(item);
        return {
          kind: "feedback",
          id: post.id,
          createdAt: post.created_at,
          updatedAt: post.updated_at,
          status: post.status_id,
          submission: {
            content: `${post.title}\n\n${post.description ?? ""}`.trim(),
            category: isCategory(post.category_id) ? post.category_id : null,
            tags: post.tags?.map((tag) => (typeof tag === "string" ? tag : tag?.name)),
          },
          customer: post.author_id ? { sub: post.author_id, ctx: {} } : undefined,
        };
      },
    },
  ],
};
