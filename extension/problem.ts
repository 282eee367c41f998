import { EarshotError } from "../shared/errors.ts";
import type { Delivery } from "../shared/transport/delivery.ts";
import { TEXT } from "./text.ts";

/** An `EarshotError` as plain data: what travels between worker and pages is copied, and a class does not survive that. */
export type Problem = Pick<EarshotError, "code" | "message" | "status" | "details" | "requestId" | "retryAfterMs">;

/** Any thrown value as plain data. The message of an unforeseen one is not passed on: nobody vouched that it holds no secret. */
export const problemOf = (thrown: unknown): Problem => {
  const error = thrown instanceof EarshotError ? thrown : new EarshotError("aborted", TEXT.unforeseen);
  const { code, message, status, details, requestId, retryAfterMs } = error;
  return { code, message, status, details, requestId, retryAfterMs };
};

/** The error that `problemOf` was given. */
export const errorOf = ({ code, message, ...facts }: Problem): EarshotError => new EarshotError(code, message, facts);

/** A delivery as plain data. */
export type PlainDelivery =
  | Exclude<Delivery, { problem: EarshotError }>
  | { state: "saved"; problem: Problem; nextTryAt: number }
  | { state: "needs-you"; problem: Problem };

export const plainDelivery = (delivery: Delivery): PlainDelivery =>
  "problem" in delivery ? { ...delivery, problem: problemOf(delivery.problem) } : delivery;

export const deliveryOf = (plain: PlainDelivery): Delivery =>
  "problem" in plain ? { ...plain, problem: errorOf(plain.problem) } : plain;
