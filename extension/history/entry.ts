import * as z from "zod/mini";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { isServerAddress } from "../server-address.ts";

/** So many submissions are remembered, the newest. */
export const MOST_REMEMBERED = 50;
/** So much of each is enough to know it again. */
const MOST_WORDS = 120;

/** What is remembered of a submission: never its picture, never its key. */
export const historyEntrySchema = z.strictObject({
  /** The idempotency key, by which the outbox knows it. */
  id: z.uuid(),
  server: z.string().check(z.refine(isServerAddress)),
  /** Absent where its connection was ended before it could be asked. */
  app: z.optional(z.strictObject({ id: z.string(), name: z.string() })),
  /** The page's title. */
  title: z.string(),
  /** How the message begins. */
  words: z.string(),
  /** When it was stored, in milliseconds since 1970. */
  at: z.int(),
  state: z.enum(["waiting", "sent", "refused"]),
  /** Why it was refused, as the server or the outbox says it. */
  reason: z.optional(z.strictObject({ code: z.string(), message: z.string() })),
  /** The feedback it has become. Unknown where the worker was stopped before it could write it down. */
  feedback: z.optional(z.string().check(z.regex(ID_PATTERN))),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;

/** The beginning of a message on one line. */
export const beginning = (text: string): string => {
  const letters = [...text.trim().replace(/\s+/g, " ")]; // by code points: no half of a sign
  return letters.length > MOST_WORDS ? `${letters.slice(0, MOST_WORDS).join("")}…` : letters.join("");
};
