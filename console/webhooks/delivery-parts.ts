import type { Delivery } from "../../shared/contract/webhook.ts";

/** Headers and body of one side of a try. */
export type Part = { headers: Record<string, string>; body: string };

/** What a server keeps of the last try beside its row in the log. One that keeps less leaves it out. */
type Kept = {
  request?: { headers?: Record<string, string>; body?: string } | null;
  response?: { headers?: Record<string, string>; body?: string } | null;
};

/** What was sent, as it was sent; `undefined` when it is not known. */
export const sentPart = (delivery: Delivery & Kept): Part | undefined =>
  delivery.request ? { headers: delivery.request.headers ?? {}, body: delivery.request.body ?? "" } : undefined;

/** What was answered, to as much as is kept of it; `undefined` when nobody answered. */
export const answeredPart = (delivery: Delivery & Kept): Part | undefined =>
  delivery.statusCode === null
    ? undefined
    : { headers: delivery.response?.headers ?? {}, body: delivery.response?.body ?? delivery.answer ?? "" };

/** JSON with its lines apart, for eyes; everything else as it is. */
export const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};
