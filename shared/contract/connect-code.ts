import * as z from "zod/mini";
import { CONNECTION_TOKEN_PATTERN } from "./key-text.ts";
import { nameSchema } from "./name.ts";
import { pageQuery } from "./page-query.ts";
import { ID_PATTERN } from "./routes.ts";

/** How long a connect code may be used, in seconds: long enough to be sent to somebody and read. */
export const CONNECT_CODE_SECONDS = 24 * 3_600;

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

/**
 * The code of some random bytes: 16 letters and digits in groups of four, without those that look alike (I, L, O, U).
 *
 * @param random At least 16 bytes; five bits of each are used, 80 in all.
 */
export const connectCodeText = (random: Uint8Array): string =>
  Array.from(random.subarray(0, LENGTH), (byte) => LETTERS[byte % LETTERS.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** The code the way it is compared, however it was typed; `undefined` where it cannot be one. */
export const readConnectCode = (typed: string): string | undefined => {
  const code = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "") // mail programs make other dashes of ours
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return code.length === LENGTH && Array.from(code).every((letter) => LETTERS.includes(letter)) ? code : undefined;
};

const id = z.string().check(z.regex(ID_PATTERN, "must be the id of a record"));
const app = z.object({ id, name: z.string() });

/** The body of `POST /v1/connect-codes`. */
export const createConnectCodeSchema = z.strictObject({
  /** Who will send with it: the key is named after them. */
  name: nameSchema,
  /** Needed from a member where there are several apps; a key makes codes of its own app. */
  app: z.optional(id),
});
export type CreateConnectCode = z.input<typeof createConnectCodeSchema>;

/** A connect code that was just made: the only answer that holds it. */
export const connectCodeSchema = z.object({
  id,
  code: z.string(),
  /** For the extension's settings; `null` where the server was not told its address (`EARSHOT_URL`). */
  link: z.nullable(z.string()),
  name: z.string(),
  app,
  expiresAt: z.iso.datetime(),
});
export type ConnectCode = z.output<typeof connectCodeSchema>;

/** A code as it is listed: its text is not among the fields, for it is not kept. */
export const listedCodeSchema = z.object({
  id,
  app: id,
  /** Who will send with it. */
  name: z.string(),
  /** The member who made it, or whose key did. */
  owner: z.object({ id, name: z.string() }),
  /** The key that made it; `null` where the member did. */
  maker: z.nullable(z.object({ id, name: z.string() })),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.nullable(z.iso.datetime()),
  /** The key it made. */
  key: z.nullable(id),
});
export type ListedCode = z.output<typeof listedCodeSchema>;
/** One page, newest first. */
export const codeListSchema = z.object({ data: z.array(listedCodeSchema), nextCursor: z.nullable(z.string()) });
export type CodeList = z.output<typeof codeListSchema>;

/** The query of `GET /v1/connect-codes`. */
export const codeQuerySchema = z.strictObject({ ...pageQuery, app: z.optional(id) });
export type CodeQuery = z.input<typeof codeQuerySchema>;

/** The body of `POST /v1/connections`. */
export const createConnectionSchema = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(64)),
});
export type CreateConnection = z.input<typeof createConnectionSchema>;

/** What an extension gets for a code: a publishable key of its own, for its app. */
export const connectionSchema = z.object({
  key: z.string(),
  /** By which it reads what was replied to what it sends with the key, and answers. Servers from before there was one give none. */
  token: z.optional(z.string().check(z.regex(CONNECTION_TOKEN_PATTERN))),
  name: z.string(),
  app,
});
export type Connection = z.output<typeof connectionSchema>;
