import type { FeedbackQuery } from "../contract/feedback-query.ts";
import type { PageQuery } from "../contract/page-query.ts";
import type { Accepted, Feedback } from "../contract/record.ts";
import type { Reply } from "../contract/reply.ts";
import type { ROUTES } from "../contract/routes.ts";
import { SENDER_HEADERS, SENDER_ROUTES } from "../contract/sender-routes.ts";
import { EarshotError } from "../errors.ts";
import type { CallOptions, ClientOptions, Earshot } from "./client-shape.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";
import { isJsonObject, isMade, isNothing, request } from "./request.ts";
import { inTries } from "./tries.ts";
import { isUpload } from "./uploads.ts";
import { verifyWebhook } from "./verify-webhook.ts";

export type { CallOptions, ClientOptions, CreateOptions, Earshot, UploadOptions } from "./client-shape.ts";

const invalid = (message: string): EarshotError => new EarshotError("invalid_options", message);

// Written out, for `ROUTES` holds every path of the server: a program that bundles the client would carry them all.
const TOKENS = "/v1/tokens" satisfies typeof ROUTES.tokens;

/** What was written goes to no other address than its own. Not `error`: workers at Cloudflare throw at that word. */
const REDIRECT = "manual";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What is asked of one route. */
type Asked = {
  signal?: AbortSignal | undefined;
  query?: object | undefined;
  body?: object;
  userToken?: string | undefined;
  idempotencyKey?: string;
  /** Whether doing it twice is as good as doing it once. @default for GET alone */
  isSafe?: boolean;
  /** @default the client's */
  tries?: number;
};

type Check<T> = (body: unknown, status: number) => body is T;

type Page<Row> = { data: Row[]; nextCursor: string | null };
const isPage = <Row>(body: unknown): body is Page<Row> => isJsonObject<Page<Row>>(body) && Array.isArray(body.data);

/** Without the fields that are undefined. */
const defined = (fields: object): Record<string, string> => JSON.parse(JSON.stringify(fields));

/**
 * The typed client. It has no dependency and never logs; every call rejects with an `EarshotError`.
 *
 * ```ts
 * const earshot = createEarshot({ baseUrl: "https://feedback.example.com", apiKey: process.env.EARSHOT_KEY });
 * const { id } = await earshot.feedback.create({ content: "The export is empty." });
 * for await (const { content } of earshot.feedback.all({ status: "new" })) console.log(content);
 * ```
 *
 * What can be repeated without harm is tried three times (`tries`): what reads, what makes feedback (under its idempotency key),
 * uploads and tokens; every other call only where the server says that it did nothing.
 *
 * @throws {EarshotError} `invalid_options`, at once, for an address or a key that cannot work.
 */
export const createEarshot = ({
  baseUrl,
  apiKey,
  credentials,
  tries = 3,
  // Through a function of our own: who replaces the global one later, to look on or in a test, is asked from then on.
  fetch = (url, init) => globalThis.fetch(url, init),
}: ClientOptions): Earshot => {
  if (!URL.canParse(baseUrl) || !/^https?:/i.test(baseUrl)) throw invalid("baseUrl must be an http or https address.");
  const { origin, pathname } = new URL(baseUrl);
  const server = origin + pathname.replace(/\/+$/, ""); // a dialect's address has a path
  // A line break in a header makes fetch fail like a lost network: said here instead, where it can be understood.
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) throw invalid("apiKey must be the key as it was shown.");

  /** One call of one route, answered with any JSON object unless it is said otherwise. */
  const call = <T>(
    method: Method,
    path: string,
    asked: Asked = {},
    isExpected: Check<T> = isJsonObject as Check<T>,
  ): Promise<T> => {
    const { query = {}, body, userToken, idempotencyKey, signal, isSafe = method === "GET" } = asked;
    const url = new URL(server + path);
    url.search = String(new URLSearchParams(defined(query)));
    const headers = defined({
      [SENDER_HEADERS.authorization]: apiKey && `Bearer ${apiKey}`,
      [SENDER_HEADERS.userToken]: userToken || undefined,
      [SENDER_HEADERS.idempotencyKey]: idempotencyKey,
    });
    const once = () =>
      request(
        {
          fetch,
          url: url.href,
          method,
          headers,
          credentials,
          body: body && JSON.stringify(body),
          redirect: body && REDIRECT,
          signal,
        },
        isExpected,
      );
    return inTries(once, { tries: asked.tries ?? tries, isSafe, signal });
  };

  /** A list by the page, and by the row: then a page is asked for when its first row is wanted. */
  const listAt = <Row, Query extends PageQuery>(path: string) => {
    const list = (query?: Query, rest?: CallOptions): Promise<Page<Row>> =>
      call("GET", path, { ...rest, query }, isPage<Row>);
    async function* all(query?: Query, rest?: CallOptions): AsyncGenerator<Row, void, undefined> {
      for (let cursor: string | null | undefined = query?.cursor; cursor !== null; ) {
        const page: Page<Row> = await list({ ...(query as Query), cursor }, rest);
        yield* page.data;
        cursor = page.nextCursor ?? null;
      }
    }
    return { list, all };
  };

  const pathOf = (id: string): string => `${SENDER_ROUTES.feedback}/${encodeURIComponent(id)}`;
  const repliesPath = (id: string): string => `${pathOf(id)}/replies`;
  const repliesTo = (id: string) => listAt<Reply, PageQuery>(repliesPath(id));

  return {
    feedback: {
      ...listAt<Feedback, FeedbackQuery>(SENDER_ROUTES.feedback),
      create: (body, { idempotencyKey = newIdempotencyKey(), ...rest } = {}) =>
        call("POST", SENDER_ROUTES.feedback, { ...rest, body, idempotencyKey, isSafe: true }, isMade<Accepted>),
      get: (id, rest) => call("GET", pathOf(id), rest),
      update: (id, body, rest) => call("PATCH", pathOf(id), { ...rest, body }),
      delete: (id, rest) => call("DELETE", pathOf(id), rest, isNothing),
    },
    replies: {
      create: (id, body, rest) => call("POST", repliesPath(id), { ...rest, body }),
      list: (id, ...rest) => repliesTo(id).list(...rest),
      all: (id, ...rest) => repliesTo(id).all(...rest),
    },
    tokens: {
      mint: ({ appId, body }, rest) => call("POST", TOKENS, { ...rest, body: { ...body, app: appId }, isSafe: true }),
    },
    uploads: {
      send: (file, { kind = "file", contentType = file.type.replace(/;.*/, ""), userToken, signal } = {}) => {
        const body = { contentType, byteSize: file.size, kind };
        // From the beginning each time: an address is good for one sending, and what nothing names is removed.
        const once = async () => {
          const asked = { body, userToken, signal, tries: 1 };
          const { id, url, method, headers } = await call("POST", SENDER_ROUTES.uploads, asked, isUpload);
          await request({ fetch, url, method, headers, body: file, redirect: REDIRECT, signal }, isNothing);
          return id;
        };
        return inTries(once, { tries, isSafe: true, signal });
      },
    },
    webhooks: { verify: verifyWebhook },
    config: { get: (rest) => call("GET", SENDER_ROUTES.config, rest) },
  };
};
