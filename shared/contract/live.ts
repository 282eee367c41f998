import * as z from "zod/mini";
import { EVENT_TYPES } from "./enumerations.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));

/** The query of `GET /v1/events`. `Last-Event-ID` counts before it. */
export const liveQuerySchema = z.strictObject({
  /** What has happened since then is told first. Some of what happened just before it may be among it. */
  since: z.optional(z.iso.datetime()),
});
export type LiveQuery = z.input<typeof liveQuerySchema>;

/**
 * The data of one event of `GET /v1/events`: what happened to which record, and nothing of what is in it. Its type is the event's
 * name too, and its id the event's `id`. The same event may be told twice, under the same id.
 */
export const liveEventSchema = z.object({
  type: z.enum(EVENT_TYPES),
  /** The record that it happened to: a feedback, a reply, a key, a webhook. */
  subject: id,
  /** The feedback that it is about; `null` where it is about none. */
  feedback: z.nullable(id),
  /** `null` for what belongs to no app. */
  app: z.nullable(id),
  at: z.iso.datetime(),
});
export type LiveEvent = z.output<typeof liveEventSchema>;

/**
 * Events of the stream itself. `missed`: more happened than is told one by one, so lists are to be read again. `ended`: the session
 * or key does not count any more; its data is the `code` that a request would be refused with.
 */
export const STREAM_EVENTS = ["missed", "ended"] as const;
