import type { Delivery, DeliveryDetail } from "../../shared/contract/webhook.ts";

/** Headers and body of one side of a try. */
export type Part = { headers: Record<string, string>; body: string; isCut: boolean };

/** What a try sends; `undefined` when the record is gone, and from routes that do not tell. */
export const sentPart = (delivery: Delivery & Partial<Pick<DeliveryDetail, "request">>): Part | undefined =>
  delivery.request ?? undefined;

/** What was answered, to as much as is kept of it; `undefined` when nobody answered. */
export const answeredPart = ({ statusCode, answer }: Delivery): Part | undefined =>
  statusCode === null ? undefined : { headers: {}, body: answer ?? "", isCut: false };

/** JSON with its lines apart, for eyes; everything else as it is. */
export const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};
