import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";
import { pageQuery } from "./page-query.ts";
import { ID_PATTERN } from "./routes.ts";

/** Who wrote a reply, as its other side sees it: nobody of the team is named. */
export const REPLY_SIDES = ["team", "customer"] as const;
export type ReplySide = (typeof REPLY_SIDES)[number];

const id = z.string().check(z.regex(ID_PATTERN));

/** One public reply as the sender of the feedback sees it. */
export const conversationReplySchema = z.object({
  id,
  from: z.enum(REPLY_SIDES),
  content: z.string(),
  createdAt: z.iso.datetime(),
});
export type ConversationReply = z.output<typeof conversationReplySchema>;

/** A feedback that was replied to, as its sender sees it: their own words and what was said since, oldest first. */
export const conversationSchema = z.object({
  /** The feedback's. */
  id,
  content: z.string(),
  createdAt: z.iso.datetime(),
  replies: z.array(conversationReplySchema),
});
export type Conversation = z.output<typeof conversationSchema>;

/** One page: whose last reply is the youngest comes first. */
export const conversationListSchema = z.object({
  data: z.array(conversationSchema),
  nextCursor: z.nullable(z.string()),
});
export type ConversationList = z.output<typeof conversationListSchema>;

/** The query of `GET /v1/conversations`. */
export const conversationQuerySchema = z.strictObject({ cursor: pageQuery.cursor });

/** The body of `POST /v1/conversations/{id}/replies`. */
export const answerReplySchema = z.strictObject({
  content: z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.content)),
});
