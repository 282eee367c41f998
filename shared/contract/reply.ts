import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";
import { ID_PATTERN } from "./routes.ts";

/** `public` is for the sender, `internal` for the team. */
export const REPLY_VISIBILITIES = ["public", "internal"] as const;
export const REPLY_AUTHORS = ["member", "key", "customer"] as const;

const id = z.string().check(z.regex(ID_PATTERN));

/** The body of `POST /v1/feedback/{id}/replies`. */
export const createReplySchema = z.strictObject({
  content: z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.content)),
  visibility: z._default(z.enum(REPLY_VISIBILITIES), "public"),
});
export type CreateReply = z.input<typeof createReplySchema>;

/** One reply as the API returns it. */
export const replySchema = z.object({
  id,
  feedback: id,
  visibility: z.enum(REPLY_VISIBILITIES),
  content: z.string(),
  author: z.object({ type: z.enum(REPLY_AUTHORS), id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
});
export type Reply = z.output<typeof replySchema>;

/** One page of a conversation, oldest first. */
export const replyListSchema = z.object({ data: z.array(replySchema), nextCursor: z.nullable(z.string()) });
export type ReplyList = z.output<typeof replyListSchema>;
