import type { Accepted } from "../contract/record.ts";
import { SENDER_HEADERS, SENDER_ROUTES } from "../contract/sender-routes.ts";
import { own } from "../own.ts";
import { type Fetch, isMade, request } from "./request.ts";

export type CreateFeedback = {
  fetch: Fetch;
  /** The server's address, without a path. */
  server: string;
  apiKey: string;
  /** The submission as JSON text. */
  body: string;
  /** A UUID. The same key and body again give the same record. */
  idempotencyKey: string;
  /** Who sends it, as the host has signed it. */
  userToken?: string;
  signal?: AbortSignal;
  now?: () => number;
};

/** The one request that makes a feedback. The client and the outbox both use it. Throws as `request` does. */
export const createFeedback = (given: CreateFeedback): Promise<Accepted> => {
  const { server, apiKey, idempotencyKey, userToken, ...rest } = own(given);
  return request(
    {
      ...rest,
      url: new URL(SENDER_ROUTES.feedback, server).href,
      method: "POST",
      headers: {
        [SENDER_HEADERS.authorization]: `Bearer ${apiKey}`,
        [SENDER_HEADERS.idempotencyKey]: idempotencyKey,
        ...(userToken ? { [SENDER_HEADERS.userToken]: userToken } : {}),
      },
      redirect: "error",
    },
    isMade<Accepted>,
  );
};
