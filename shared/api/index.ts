/** The package export `earshot/api`: the typed client, its errors and the words of the contract. No dependency. */
export type { Category, EventType, SourceType, Status, UploadKind, UploadType } from "../contract/enumerations.ts";
export type { ErrorCode, Issue } from "../contract/errors.ts";
export type { FeedbackChangesBody } from "../contract/feedback-changes.ts";
export type { FeedbackQuery } from "../contract/feedback-query.ts";
export type { PageQuery } from "../contract/page-query.ts";
export type { PublicConfig } from "../contract/public-config.ts";
export type { Accepted, Feedback, FeedbackList } from "../contract/record.ts";
export type { CreateReply, Reply, ReplyList } from "../contract/reply.ts";
export type { Submission } from "../contract/submission.ts";
export type { MintedToken, MintRequest } from "../contract/user-token.ts";
export { type ClientErrorCode, EarshotError, type ErrorFacts } from "../errors.ts";
export { createEarshot } from "./client.ts";
export type { CallOptions, ClientOptions, CreateOptions, Earshot, UploadOptions } from "./client-shape.ts";
export { newIdempotencyKey } from "./idempotency-key.ts";
export type { Fetch } from "./request.ts";
export { type VerifyOptions, verifyWebhook, type WebhookEvent, type WebhookHeaders } from "./verify-webhook.ts";
