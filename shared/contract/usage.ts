import * as z from "zod/mini";
import { ERROR_CODES } from "./errors.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN, "must be the id of a record"));

/** The query of `GET /v1/usage`: days in UTC, both included. The last 30 days where none is named; at most 400 at once. */
export const usageQuerySchema = z.strictObject({
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
  app: z.optional(id),
  key: z.optional(id),
});
export type UsageQuery = z.input<typeof usageQuerySchema>;

/** What one key asked on one day. */
export const usageRowSchema = z.object({
  day: z.iso.date(),
  app: id,
  key: id,
  /** All requests that came with this key. */
  requests: z.int(),
  /** Those of them that were refused because there were too many. */
  throttled: z.int(),
  /** The tracked events that they brought. */
  events: z.int(),
  /** Those of them that were not done, by code. */
  refusals: z.partialRecord(z.enum(ERROR_CODES), z.int()),
});

/** Newest day first. Counts of the last seconds may be missing after a crash, never after a stop. */
export const usageSchema = z.object({ from: z.iso.date(), to: z.iso.date(), data: z.array(usageRowSchema) });
export type Usage = z.output<typeof usageSchema>;

const stored = z.object({ count: z.int(), bytes: z.int() });

/** The query of `GET /v1/usage/storage`. */
export const storageQuerySchema = z.strictObject({ app: z.optional(id) });
export type StorageQuery = z.input<typeof storageQuerySchema>;

/** What one app takes on disk, as it was received: without indexes and the database's own room. */
export const storageRowSchema = z.object({
  app: id,
  bytes: z.int(),
  records: stored,
  pictures: stored,
  files: stored,
  /** What its users do: themselves, their events and the chunks of their recordings, each counted as one. */
  tracked: stored,
  /** At most ten minutes ago. */
  measuredAt: z.iso.datetime(),
});
/** By app, oldest first. */
export const storageSchema = z.object({ data: z.array(storageRowSchema) });
export type Storage = z.output<typeof storageSchema>;
