import { ERROR_STATUS, type ErrorBody } from "../contract/errors.ts";
import { SENDER_HEADERS } from "../contract/sender-routes.ts";
import { EarshotError } from "../errors.ts";
import { own } from "../own.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** The part of `fetch` that Earshot uses. `onSent` is told how many bytes of the body have left, by those that can tell. */
export type Fetch = (url: string, init: RequestInit & { onSent?: (bytes: number) => void }) => Promise<Response>;

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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isErrorBody = (body: unknown): body is ErrorBody =>
  isObject(body) &&
  isObject(body.error) &&
  typeof body.error.message === "string" &&
  Object.hasOwn(ERROR_STATUS, String(body.error.code));

const noAnswer = (cause: unknown, signal: AbortSignal | undefined): EarshotError =>
  signal?.aborted && (signal.reason as Error | undefined)?.name !== "TimeoutError"
    ? new EarshotError("aborted", "The request was cancelled.", { cause })
    : new EarshotError("network_error", "The feedback server could not be reached. Check the connection.", { cause });

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
  const { fetch, url, method = "GET", headers = {}, body, signal, credentials = "omit", now = Date.now } = own(options);
  const { redirect, onSent } = own(options);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        Accept: "application/json",
        ...(typeof body === "string" ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
      credentials,
      ...(redirect ? { redirect } : {}),
      ...(onSent ? { onSent } : {}),
      // The address of the page goes into the body, cleaned; the server needs the origin only.
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    text = await response.text();
  } catch (cause) {
    throw noAnswer(cause, signal);
  }
  let answer: unknown;
  try {
    answer = text === "" ? undefined : JSON.parse(text);
  } catch {
    answer = text; // not JSON: no body of the contract is a text
  }
  const { status } = response;
  if (response.ok && isExpected(answer, status)) return answer;

  const retryAfterMs = parseRetryAfter(response.headers.get(SENDER_HEADERS.retryAfter), now());
  const requestId = response.headers.get(SENDER_HEADERS.requestId);
  const facts = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (!response.ok && isErrorBody(answer)) {
    const { code, message, details, requestId: id } = own(answer.error);
    throw new EarshotError(code, message, { ...facts, ...(details ? { details } : {}), requestId: id });
  }
  throw new EarshotError(
    "unexpected_answer",
    `Something other than an Earshot server answered (status ${status}). Check the server's address and the connection.`,
    { ...facts, ...(requestId ? { requestId } : {}) },
  );
};

/** For `request`: any JSON object. The server validates what it sends; the client only needs to know it is talking to one. */
export const isJsonObject = <T extends object>(body: unknown): body is T => isObject(body);
/** For `request`: an answer without a body. */
export const isNothing = (body: unknown): body is undefined => body === undefined;
