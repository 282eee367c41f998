import type { ErrorBody } from "../shared/contract/errors.ts";
import { type Feedback, feedbackListSchema } from "../shared/contract/record.ts";
import type { Stub } from "./start.ts";

/** A page on an origin that the stub's publishable key allows. */
export const PAGE = "http://localhost:5173";

export type Ask = {
  /** `null` sends no key at all. */
  key?: string | null;
  origin?: string | null;
  headers?: Record<string, string>;
  /** `GET` without a body and `POST` with one, unless it is said. */
  method?: string;
  body?: unknown;
};

/** What tests ask a stub over HTTP. The stub is looked up at each question, so that every test can have its own. */
export const asking = (stub: () => Pick<Stub, "url" | "publishableKey" | "secretKey">) => {
  const ask = (
    path: string,
    {
      key = stub().secretKey,
      origin = null,
      headers = {},
      body,
      method = body === undefined ? "GET" : "POST",
    }: Ask = {},
  ): Promise<Response> =>
    fetch(stub().url + path, {
      method,
      headers: {
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(origin === null ? {} : { Origin: origin }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body) }),
    });
  return {
    ask,
    /** Submits as a page does. */
    submit: (body: unknown, more: Ask = {}): Promise<Response> =>
      ask("/v1/feedback", { key: stub().publishableKey, origin: PAGE, ...more, body }),
    /** All that is stored, newest first, as an API reader sees it. */
    stored: async (): Promise<Feedback[]> => feedbackListSchema.parse(await (await ask("/v1/feedback")).json()).data,
  };
};

/** A refusal: its status, and what its body says. */
export const problemOf = async (answer: Response): Promise<{ status: number } & ErrorBody["error"]> => ({
  status: answer.status,
  ...((await answer.json()) as ErrorBody).error,
});
