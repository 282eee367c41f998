import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";
import { pageQuery } from "./page-query.ts";
import { jsonBytes, plainText } from "./plain-text.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN, "must be the id of a record"));
const userId = plainText(LIMITS.userTokenSub);
const sessionId = plainText(LIMITS.trackedId);
const ZONED = "must be a date and time with its zone, like 2026-01-31T12:00:00Z";
const dateTime = z.iso.datetime({ offset: true, error: ZONED }).check(
  z.refine((text) => new Date(text).getUTCFullYear() <= 9_999, ZONED), // a zone can carry it past what is written so
);

/** An object of anything, bounded as JSON. */
const facts = (mostBytes: number) =>
  z
    .record(z.string(), z.unknown(), "must be an object")
    .check(z.refine((value) => jsonBytes(value) <= mostBytes, `must be at most ${mostBytes} bytes of JSON`));

/** Whose it is. The user's own id goes before what their browser calls itself. */
const whose = { userId: z.optional(userId), anonymousId: z.optional(userId) };

/** Something that somebody did in an app. */
export const trackedEventSchema = z.strictObject({
  /** As its sender calls it: an app takes it once. Without one, each sending is another event. */
  id: z.optional(plainText(LIMITS.trackedId)),
  name: plainText(LIMITS.trackedName),
  ...whose,
  sessionId: z.optional(sessionId),
  /** When it happened. When it was received, where nothing is said. */
  timestamp: z.optional(dateTime),
  properties: z.optional(facts(LIMITS.trackedPropertiesBytes)),
});
export type TrackedEventInput = z.input<typeof trackedEventSchema>;

/** Each event is looked at by itself: one that is not valid is named in the answer, and holds up no other. */
export const trackedBatchSchema = z.strictObject({
  events: z
    .array(z.unknown())
    .check(z.minLength(1), z.maxLength(LIMITS.trackedBatch, `must be at most ${LIMITS.trackedBatch} events`)),
});

export const trackedBatchAnswerSchema = z.object({
  /** On disk now. */
  accepted: z.int(),
  /** On disk before. */
  duplicates: z.int(),
  /** Not taken, and why: `index` is the place in the batch. */
  rejected: z.array(z.object({ index: z.int(), issues: z.array(z.object({ path: z.string(), message: z.string() })) })),
});
export type TrackedBatchAnswer = z.output<typeof trackedBatchAnswerSchema>;

/** Says who a user is. What they did under `anonymousId` becomes theirs. */
export const identifySchema = z.strictObject({
  userId: z.optional(userId),
  anonymousId: z.optional(userId),
  /** Written over those that are known; others stay. */
  traits: z.optional(facts(LIMITS.trackedTraitsBytes)),
});

/** The query of a chunk of a recording; its bytes are the body. */
export const recordingQuerySchema = z.strictObject({
  ...whose,
  sessionId,
  sequence: z.pipe(
    z.transform((value) => (typeof value === "string" && /^\d{1,7}$/.test(value) ? Number(value) : value)),
    z.int("must be a whole number").check(z.gte(0), z.lte(LIMITS.recordingChunks)),
  ),
});

export const trackedUserSchema = z.object({
  id,
  userId: z.nullable(z.string()),
  anonymousId: z.nullable(z.string()),
  traits: z.record(z.string(), z.unknown()),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type TrackedUserAnswer = z.output<typeof trackedUserSchema>;

export const storedEventSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The id of the tracked user. */
  user: z.nullable(id),
  userId: z.nullable(z.string()),
  anonymousId: z.nullable(z.string()),
  sessionId: z.nullable(z.string()),
  timestamp: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  properties: z.record(z.string(), z.unknown()),
});
export type StoredEventAnswer = z.output<typeof storedEventSchema>;

export const recordingSchema = z.object({
  id,
  sessionId: z.string(),
  sequence: z.int(),
  user: z.nullable(id),
  byteSize: z.int(),
  receivedAt: z.iso.datetime(),
});
export type RecordingAnswer = z.output<typeof recordingSchema>;
/** What its sender is told: not whose the session is, which somebody else may have said. */
export const takenRecordingSchema = z.omit(recordingSchema, { user: true });

const narrowed = {
  name: z.optional(plainText(LIMITS.trackedName)),
  user: z.optional(id),
  /** When they were received: from then on, and before then. */
  since: z.optional(dateTime),
  until: z.optional(dateTime),
};

export const trackedEventQuerySchema = z.strictObject({ ...pageQuery, ...narrowed });
export const recordingListQuerySchema = z.strictObject({ ...pageQuery, sessionId: z.optional(sessionId) });
export const trackingExportQuerySchema = z.strictObject({
  ...narrowed,
  type: z._default(z.enum(["events", "users"]), "events"),
});

/** One page, newest first. */
export const pageOf = <S extends z.core.$ZodType>(row: S) =>
  z.object({ data: z.array(row), nextCursor: z.nullable(z.string()) });

/** What went with a user. */
export const erasedTrackingSchema = z.object({
  erased: z.object({ trackedUsers: z.int(), trackedEvents: z.int(), recordings: z.int() }),
});
