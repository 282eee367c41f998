import type { PublicConfig } from "../contract/public-config.ts";
import type { Feedback, FeedbackList } from "../contract/record.ts";
import type { Reply, ReplyList } from "../contract/reply.ts";
import { SENDER_HEADERS, SENDER_ROUTES } from "../contract/sender-routes.ts";
import type { Session } from "../contract/session.ts";
import type { MintedToken } from "../contract/user-token.ts";
import { EarshotError } from "../errors.ts";
import type { CallOptions, ClientOptions, Earshot } from "./client-shape.ts";
import { isAccepted } from "./create-feedback.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";
import { type Fetch, isJsonObject, isNothing, request } from "./request.ts";
import { inTries } from "./tries.ts";
import { isUpload } from "./uploads.ts";
import { verifyWebhook } from "./verify-webhook.ts";

export type { CallOptions, ClientOptions, CreateOptions, Earshot, UploadOptions } from "./client-shape.ts";

const invalid = (message: string): EarshotError => new EarshotError("invalid_options", message);

const checkedServer = (baseUrl: string): string => {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw invalid("baseUrl must be an http or https address.");
};

// Not of `ROUTES`: a program that bundles the client would carry all of them.
const SESSION = "/v1/session";
const TOKENS = "/v1/tokens";

type Page<Row> = { data: Row[]; nextCursor: string | null };

/** One request to one route. */
type Asked = CallOptions & {
  method?: string;
  query?: object;
  body?: object;
  headers?: Record<string, string>;
  /** Whether doing it twice is as good as doing it once. @default for GET alone */
  isSafe?: boolean;
};
type Check<T> = (body: unknown, status: number) => body is T;

const withQuery = (path: string, query: object): string => {
  const search = String(new URLSearchParams(JSON.parse(JSON.stringify(query)))); // without what is undefined
  return path + (search && `?${search}`);
};

const isPage = <List extends Page<unknown>>(body: unknown): body is List =>
  isJsonObject<Partial<List>>(body) && Array.isArray(body.data);

/** Every row of a list, page after page, each asked for when it is wanted. */
async function* each<Row>(page: (cursor?: string) => Promise<Page<Row>>): AsyncGenerator<Row, void, undefined> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { data, nextCursor } = await page(cursor);
    yield* data;
    cursor = nextCursor ?? null;
  }
}

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
export const createEarshot = (options: ClientOptions): Earshot => {
  const server = checkedServer(options.baseUrl);
  const { apiKey, credentials, tries = 3 } = options;
  // A line break in a header makes fetch fail like a lost network: said here instead, where it can be understood.
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) throw invalid("apiKey must be the key as it was shown.");
  // Called through a function of our own: `fetch` refuses to run as a method of another object.
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const key = apiKey && { [SENDER_HEADERS.authorization]: `Bearer ${apiKey}` };

  const once = <T>(
    path: string,
    isExpected: Check<T>,
    { method, query = {}, body, headers, signal }: Asked,
  ): Promise<T> =>
    request(
      {
        fetch,
        url: server + withQuery(path, query),
        method,
        headers: { ...key, ...headers },
        credentials,
        body: body && JSON.stringify(body),
        redirect: body && "error",
        signal,
      },
      isExpected,
    );
  const call = <T>(path: string, isExpected: Check<T>, asked: Asked = {}): Promise<T> =>
    inTries(() => once(path, isExpected, asked), {
      tries,
      isSafe: asked.isSafe ?? !asked.method,
      signal: asked.signal,
    });
  const post = <T>(path: string, isExpected: Check<T>, body: object, rest?: Asked): Promise<T> =>
    call(path, isExpected, { ...rest, method: "POST", body });

  const as = (userToken?: string): Record<string, string> =>
    userToken ? { [SENDER_HEADERS.userToken]: userToken } : {};
  const pathOf = (id: string): string => `${SENDER_ROUTES.feedback}/${encodeURIComponent(id)}`;
  const repliesOf = (id: string): string => `${pathOf(id)}/replies`;

  const feedback: Earshot["feedback"] = {
    create: (submission, { idempotencyKey = newIdempotencyKey(), userToken, ...rest } = {}) =>
      post(SENDER_ROUTES.feedback, isAccepted, submission, {
        ...rest,
        headers: { ...as(userToken), [SENDER_HEADERS.idempotencyKey]: idempotencyKey },
        isSafe: true,
      }),
    list: (query = {}, rest) => call(SENDER_ROUTES.feedback, isPage<FeedbackList>, { ...rest, query }),
    all: (query, rest) => each((cursor = query?.cursor) => feedback.list({ ...query, cursor }, rest)),
    get: (id, rest) => call(pathOf(id), isJsonObject<Feedback>, rest),
    update: (id, body, rest) => call(pathOf(id), isJsonObject<Feedback>, { ...rest, method: "PATCH", body }),
    delete: (id, rest) => call(pathOf(id), isNothing, { ...rest, method: "DELETE" }),
  };

  const replies: Earshot["replies"] = {
    create: (id, reply, rest) => post(repliesOf(id), isJsonObject<Reply>, reply, rest),
    list: (id, query = {}, rest) => call(repliesOf(id), isPage<ReplyList>, { ...rest, query }),
    all: (id, query, rest) => each((cursor = query?.cursor) => replies.list(id, { ...query, cursor }, rest)),
  };

  return {
    feedback,
    replies,
    tokens: {
      mint: (wanted, rest) => post(TOKENS, isJsonObject<MintedToken>, wanted, { ...rest, isSafe: true }),
    },
    uploads: {
      send: (file, { kind = "file", contentType = file.type.replace(/;.*/, ""), userToken, signal } = {}) =>
        // From the beginning each time: an address is good for one sending, and what nothing names is removed.
        inTries(
          async () => {
            const body = { contentType, byteSize: file.size, kind };
            const asked = { method: "POST", body, headers: as(userToken), ...(signal && { signal }) };
            const { id, url, method, headers } = await once(SENDER_ROUTES.uploads, isUpload, asked);
            await request({ fetch, url, method, headers, body: file, redirect: "error", signal }, isNothing);
            return id;
          },
          { tries, isSafe: true, signal },
        ),
    },
    webhooks: { verify: verifyWebhook },
    config: { get: (rest) => call(SENDER_ROUTES.config, isJsonObject<PublicConfig>, rest) },
    session: {
      get: (rest) => call(SESSION, isJsonObject<Session>, rest),
      signIn: (body, rest) => post(SESSION, isJsonObject<Session>, body, rest),
      signOut: (rest) => call(SESSION, isNothing, { ...rest, method: "DELETE" }),
    },
  };
};
