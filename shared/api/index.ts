/** The package export `earshot/api`: the typed client, its errors and the words of the contract. No dependency. */
export type { Category, SourceType, Status } from "../contract/enumerations.ts";
export type { ErrorCode, Issue } from "../contract/errors.ts";
export type { FeedbackQuery } from "../contract/feedback-query.ts";
export type { PublicConfig } from "../contract/public-config.ts";
export type { Accepted, Feedback, FeedbackList } from "../contract/record.ts";
export type { Submission } from "../contract/submission.ts";
export { type ClientErrorCode, EarshotError, type ErrorFacts } from "../errors.ts";
export { type CallOptions, type ClientOptions, type CreateOptions, createEarshot, type Earshot } from "./client.ts";
export { newIdempotencyKey } from "./idempotency-key.ts";
export type { Fetch } from "./request.ts";
