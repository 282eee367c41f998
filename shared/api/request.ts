import { ERROR_CODES, type ErrorBody } from "../contract/errors.ts";
import { ID_PATTERN } from "../contract/id-pattern.ts";
import { SENDER_HEADERS } from "../contract/sender-routes.ts";
import { EarshotError } from "../errors.ts";
import { own } from "../own.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** The part of `fetch` that Earshot uses. `onSent` is told how many bytes of the body have left, by those that can tell. */
export type Fetch = (
  url: string,
  init: RequestInit & { onSent?: ((bytes: number) => void) | undefined },
) => Promise<Response>;

export type RequestOptions = {
  fetch: Fetch;
  url: string;
  /** @default "GET" */
  method?: string | undefined;
  headers?: Record<string, string>;
  /** JSON, already text: what is stored and what is sent are the same characters. Or the bytes of a file. */
  body?: string | Blob | undefined;
  /** For `fetch`. */
  onSent?: (bytes: number) => void;
  /** Aborting rejects with `aborted`; a signal of `AbortSignal.timeout` with `network_error`, as no answer came. */
  signal?: AbortSignal | undefined;
  /** @default "omit": Earshot sends no cookies unless it is asked to. */
  credentials?: RequestCredentials | undefined;
  /** `error`: what was written goes to no address but this one. @default "follow" */
  redirect?: RequestRedirect | undefined;
  /** Milliseconds since 1970, for a `Retry-After` that is a date. @default Date.now */
  now?: () => number;
};

/** For `request`: any JSON object. The server validates what it sends; the client only needs to know it is talking to one. */
export const isJsonObject = <T extends object>(body: unknown): body is T =>
  typeof body === "object" && body !== null && !Array.isArray(body);

const isErrorBody = (body: unknown): body is ErrorBody =>
  isJsonObject<{ error: unknown }>(body) &&
  isJsonObject<ErrorBody["error"]>(body.error) &&
  typeof body.error.message === "string" &&
  ERROR_CODES.includes(body.error.code);

/**
 * One HTTP exchange: JSON in, JSON out. It tries once, keeps nothing and logs nothing.
 *
 * @param isExpected Whether the body of a success, and its status, are what the contract promises.
 * @returns The body of the answer; `undefined` for 204.
 * @throws {EarshotError} With the server's own code; `network_error` without an answer; `aborted`; `unexpected_answer` for
 *   an answer that is not of the contract, such as that of a captive portal or a proxy (its `status` is kept).
 */
export const request = async <T>(
  options: RequestOptions,
  isExpected: (body: unknown, status: number) => body is T,
): Promise<T> => {
  const {
    fetch,
    url,
    method = "GET",
    headers,
    body = null,
    onSent,
    signal = null,
    credentials = "omit",
    redirect = "follow",
    now = Date.now,
  } = own(options);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        Accept: "application/json",
        ...(typeof body === "string" && { "Content-Type": "application/json" }),
        ...headers,
      },
      body,
      signal,
      credentials,
      redirect,
      onSent,
      // The address of the page goes into the body, cleaned; the server needs the origin only.
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    text = await response.text();
  } catch (cause) {
    throw signal?.aborted && (signal.reason as Error | undefined)?.name !== "TimeoutError"
      ? new EarshotError("aborted", "The request was cancelled.", { cause })
      : new EarshotError("network_error", "The feedback server could not be reached. Check the connection.", { cause });
  }
  let answer: unknown;
  try {
    answer = text ? JSON.parse(text) : undefined;
  } catch {
    answer = text; // not JSON: no body of the contract is a text
  }
  const { ok, status, headers: answered } = response;
  if (ok && isExpected(answer, status)) return answer;

  const told: Omit<ErrorBody["error"], "code" | "requestId"> & Pick<EarshotError, "code" | "requestId"> =
    !ok && isErrorBody(answer)
      ? answer.error
      : {
          code: "unexpected_answer",
          message: `Something other than an Earshot server answered (status ${status}). Check the address and the connection.`,
          requestId: answered.get(SENDER_HEADERS.requestId) ?? undefined,
        };
  const { code, message, details, requestId } = own(told);
  const retryAfterMs = parseRetryAfter(answered.get(SENDER_HEADERS.retryAfter), now());
  throw new EarshotError(code, message, { status, details, requestId, retryAfterMs });
};

/** For `request`: nothing counts as made but a 201 with an id. A page must never say *sent* because a portal answered 200. */
export const isMade = <T extends { id: string }>(body: unknown, status: number): body is T =>
  status === 201 && isJsonObject<T>(body) && ID_PATTERN.test(body.id);
/** For `request`: an answer without a body. */
export const isNothing = (body: unknown): body is undefined => body === undefined;
