import type { FeedbackQuery } from "../contract/feedback-query.ts";
import type { PublicConfig } from "../contract/public-config.ts";
import type { Accepted, Feedback, FeedbackList } from "../contract/record.ts";
import { HEADERS, ROUTES } from "../contract/routes.ts";
import type { Session, SignIn } from "../contract/session.ts";
import type { Submission } from "../contract/submission.ts";
import { EarshotError } from "../errors.ts";
import { createFeedback } from "./create-feedback.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";
import { type Fetch, isJsonObject, isNothing, request } from "./request.ts";

export type ClientOptions = {
  /** The server's address, such as `https://feedback.example.com`. A path in it is ignored. */
  baseUrl: string;
  /** A publishable or a secret key. Absent where a session's cookie speaks for the caller. */
  apiKey?: string;
  /** @default globalThis.fetch */
  fetch?: Fetch;
  /** Whether cookies go along. @default "omit" */
  credentials?: RequestCredentials;
};

export type CallOptions = { signal?: AbortSignal };
export type CreateOptions = CallOptions & {
  /** A UUID; give your own to make a retry of yours safe. @default a new one for each call */
  idempotencyKey?: string;
};

export type Earshot = {
  feedback: {
    /** Makes one feedback. Resolves only after the server has stored it. */
    create(submission: Submission, options?: CreateOptions): Promise<Accepted>;
    /** Newest first. Pass `nextCursor` as `cursor` for the next page. Needs `feedback:read`. */
    list(query?: FeedbackQuery, options?: CallOptions): Promise<FeedbackList>;
    /** One record. Needs `feedback:read`. */
    get(id: string, options?: CallOptions): Promise<Feedback>;
  };
  config: {
    /** The public settings of the key's app. */
    get(options?: CallOptions): Promise<PublicConfig>;
  };
  /** For the console: who is signed in by cookie. Needs `credentials: "same-origin"` or `"include"`. */
  session: {
    get(options?: CallOptions): Promise<Session>;
    signIn(body: SignIn, options?: CallOptions): Promise<Session>;
    signOut(options?: CallOptions): Promise<void>;
  };
};

const checkedServer = (baseUrl: string): string => {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new EarshotError(
    "invalid_options",
    `baseUrl must be an http or https address, such as "https://feedback.example.com".`,
  );
};

const checkedKey = (apiKey: string | undefined): string | undefined => {
  // A line break in a header makes fetch fail like a lost network: said here instead, where it can be understood.
  if (apiKey === undefined || /^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
  throw new EarshotError(
    "invalid_options",
    "apiKey must be the key exactly as it was shown, without spaces or line breaks.",
  );
};

/**
 * The typed client. It has no dependency, tries once and never logs; every call rejects with an `EarshotError`.
 *
 * ```ts
 * const earshot = createEarshot({ baseUrl: "https://feedback.example.com", apiKey: process.env.EARSHOT_KEY });
 * const { id } = await earshot.feedback.create({ content: "The export is empty." });
 * ```
 *
 * @throws {EarshotError} `invalid_options`, at once, for an address or a key that cannot work.
 */
export const createEarshot = (options: ClientOptions): Earshot => {
  const server = checkedServer(options.baseUrl);
  const apiKey = checkedKey(options.apiKey);
  const { credentials = "omit" } = options;
  // Called through a function of our own: `fetch` refuses to run as a method of another object.
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const headers = apiKey === undefined ? {} : { [HEADERS.authorization]: `Bearer ${apiKey}` };

  const call = (path: string, { signal }: CallOptions = {}, method = "GET", body?: object) => ({
    fetch,
    url: new URL(path, server).href,
    method,
    headers,
    credentials,
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
  });

  return {
    feedback: {
      async create(submission, { idempotencyKey = newIdempotencyKey(), ...rest } = {}) {
        if (apiKey === undefined) throw new EarshotError("invalid_options", "Creating feedback needs an apiKey.");
        return createFeedback({ fetch, server, apiKey, idempotencyKey, body: JSON.stringify(submission), ...rest });
      },
      list(query = {}, rest) {
        const entries = Object.entries(query).filter(([, value]) => value !== undefined);
        const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
        return request(call(ROUTES.feedback + (search && `?${search}`), rest), isJsonObject<FeedbackList>);
      },
      get: (id, rest) =>
        request(call(ROUTES.feedbackOne.replace("{id}", encodeURIComponent(id)), rest), isJsonObject<Feedback>),
    },
    config: { get: (rest) => request(call(ROUTES.config, rest), isJsonObject<PublicConfig>) },
    session: {
      get: (rest) => request(call(ROUTES.session, rest), isJsonObject<Session>),
      signIn: (body, rest) => request(call(ROUTES.session, rest, "POST", body), isJsonObject<Session>),
      signOut: (rest) => request(call(ROUTES.session, rest, "DELETE"), isNothing),
    },
  };
};
