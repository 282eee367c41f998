import * as z from "zod/mini";
import { conversationSchema } from "../shared/contract/conversation.ts";
import { CONNECTION_TOKEN_PATTERN, PUBLISHABLE_KEY_PATTERN } from "../shared/contract/key-text.ts";
import { ID_PATTERN } from "../shared/contract/routes.ts";
import { errorSite } from "./errors/site.ts";
import { MOST_ERROR_SITES } from "./errors/sites.ts";
import { historyEntrySchema, MOST_REMEMBERED } from "./history/entry.ts";
import { partSchema } from "./part.ts";
import { marksSchema } from "./replies/marks.ts";
import { isServerAddress } from "./server-address.ts";

/** What a storage area of the browser can do, as far as settings need it (`browser.storage.local` fits). */
export type StorageArea = {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
};

const key = z.string().check(z.regex(PUBLISHABLE_KEY_PATTERN));
export const MOST_FORMER_KEYS = 5;

/** Where feedback goes: the server, the key that may submit there, and the app it belongs to, as the server named it. */
export const connectionSchema = z.strictObject({
  id: z.uuid(),
  server: z.string().check(z.refine(isServerAddress)),
  key,
  app: z.strictObject({ id: z.string().check(z.regex(ID_PATTERN)), name: z.string() }),
  /** By which replies are read. Absent where it was made with a key that somebody was given, or by an older server. */
  token: z.optional(z.string().check(z.regex(CONNECTION_TOKEN_PATTERN))),
  /** Keys it had before: what they were refused for is still of this connection. */
  former: z.optional(z.array(key).check(z.maxLength(MOST_FORMER_KEYS))),
});
export type Connection = z.output<typeof connectionSchema>;

/** More than anybody has; the list stays one that can be read. */
export const MOST_CONNECTIONS = 50;

/** One setting: parsed when read, so that what an older version left behind reads as unset rather than as nonsense. */
const item = <T>(area: StorageArea, key: string, schema: z.ZodMiniType<T>) => ({
  async get(): Promise<T | undefined> {
    const parsed = schema.safeParse((await area.get(key))[key]);
    return parsed.success ? parsed.data : undefined;
  },
  /** Throws what the schema finds wrong: nothing is stored that could not be read again. */
  set: (value: T): Promise<void> => area.set({ [key]: schema.parse(value) }),
  clear: (): Promise<void> => area.remove(key),
});

/** Everything the extension remembers, one item each. */
export const settings = (area: StorageArea) => ({
  /** In the order in which they were made. */
  connections: item(area, "connections", z.array(connectionSchema).check(z.maxLength(MOST_CONNECTIONS))),
  /** The code that is being tried, as a digest, and the idempotency key it is tried with. */
  connecting: item(
    area,
    "connecting",
    z.strictObject({ code: z.string().check(z.regex(/^[0-9a-f]{64}$/)), idempotencyKey: z.uuid() }),
  ),
  /** Which connection a site's feedback goes to, where a person chose one: origin to id. */
  sites: item(area, "sites", z.record(z.string(), z.uuid())),
  /** Sites whose errors go along. */
  errorSites: item(area, "errorSites", z.array(errorSite).check(z.maxLength(MOST_ERROR_SITES))),
  /** What was sent and what waits, newest first. */
  history: item(area, "history", z.array(historyEntrySchema).check(z.maxLength(MOST_REMEMBERED))),
  /** What of it was replied to, and how much of that is new. */
  replies: item(area, "replies", marksSchema),
});
export type Settings = ReturnType<typeof settings>;

/** What is remembered until the browser is closed (`browser.storage.session`). */
export const sessionSettings = (area: StorageArea) => ({
  /** A site whose errors shall go along, while the browser asks its user whether they may. */
  errorsWanted: item(area, "errorsWanted", z.strictObject({ site: errorSite, at: z.int() })),
  /** The site that was switched on last. */
  errorsBegun: item(area, "errorsBegun", z.strictObject({ site: errorSite, at: z.int() })),
  /** What was clicked in a page's context menu, for the popup that opens next: the tab, and what the message begins with. */
  pointedOut: item(area, "pointedOut", z.strictObject({ tabId: z.int(), quote: z.string(), at: z.int() })),
  /** By connection, what was replied as the server said it last, and the tag by which it says that nothing has changed. */
  conversations: item(
    area,
    "conversations",
    z.record(z.uuid(), z.strictObject({ tag: z.string(), data: z.array(conversationSchema) })),
  ),
  /** A part of a page that is being chosen, or was, until the form has its picture. */
  part: item(area, "part", partSchema),
});
export type SessionSettings = ReturnType<typeof sessionSettings>;
