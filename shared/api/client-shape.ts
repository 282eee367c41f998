import type { UploadKind, UploadType } from "../contract/enumerations.ts";
import type { FeedbackChangesBody } from "../contract/feedback-changes.ts";
import type { FeedbackQuery } from "../contract/feedback-query.ts";
import type { PageQuery } from "../contract/page-query.ts";
import type { PublicConfig } from "../contract/public-config.ts";
import type { Accepted, Feedback, FeedbackList } from "../contract/record.ts";
import type { CreateReply, Reply, ReplyList } from "../contract/reply.ts";
import type { Submission } from "../contract/submission.ts";
import type { MintedToken, MintRequest } from "../contract/user-token.ts";
import type { Fetch } from "./request.ts";
import type { verifyWebhook } from "./verify-webhook.ts";

export type ClientOptions = {
  /** The server's address, such as `https://feedback.example.com`. A path in it goes before those of the API: `/as/userz`. What else it has is ignored. */
  baseUrl: string;
  /** A publishable or a secret key. Absent where a session's cookie speaks for the caller. */
  apiKey?: string;
  /** How often a call that can be repeated without harm is tried in all, 1 or more; 1 never repeats. @default 3 */
  tries?: number;
  /** @default globalThis.fetch */
  fetch?: Fetch;
  /** Whether cookies go along. @default "omit" */
  credentials?: RequestCredentials;
};

/** Aborting `signal` rejects with `aborted`, also between two tries; an `AbortSignal.timeout` with `network_error`. */
export type CallOptions = { signal?: AbortSignal };

type SenderOptions = CallOptions & {
  /** Who sends it, as their host has signed it; for an app in private mode. */
  userToken?: string;
};
export type CreateOptions = SenderOptions & {
  /** A UUID; give your own to make a retry of yours safe. @default a new one for each call */
  idempotencyKey?: string;
};
export type UploadOptions = SenderOptions & {
  /** @default "file" */
  kind?: UploadKind;
  /** @default the file's own type, without parameters */
  contentType?: UploadType;
};

/**
 * The client that `createEarshot` makes. Every call rejects with an `EarshotError`, whose `code` is the server's, or tells why
 * there is no answer. Scopes are those of the secret key.
 */
export type Earshot = {
  feedback: {
    /** Makes one feedback. Resolves only after the server has stored it. */
    create(submission: Submission, options?: CreateOptions): Promise<Accepted>;
    /**
     * One page, newest first: 1 to 100 records (`limit`). Pass `nextCursor` as `cursor` for the next. It rejects with `not_found` where
     * `app`, `assignee` or `customer` names nothing that the key may see; `details.path` says which. Needs `feedback:read`.
     */
    list(query?: FeedbackQuery, options?: CallOptions): Promise<FeedbackList>;
    /** Every record of a list, newest first. It asks for a page (of `limit`) when its first record is wanted. Needs `feedback:read`. */
    all(query?: FeedbackQuery, options?: CallOptions): AsyncGenerator<Feedback, void, undefined>;
    /** One record. Needs `feedback:read`. */
    get(id: string, options?: CallOptions): Promise<Feedback>;
    /**
     * What is named is replaced, the rest stays. With `ifUpdatedAt` it rejects with `conflict` where somebody else was quicker.
     * Needs `feedback:update`.
     */
    update(id: string, changes: FeedbackChangesBody, options?: CallOptions): Promise<Feedback>;
    /** Removes it for good, with its picture, files and replies. Needs `feedback:delete`. */
    delete(id: string, options?: CallOptions): Promise<void>;
  };
  /** What is said about a feedback; `feedbackId` is the record's `id`. */
  replies: {
    /** `public` (the default) is for the sender, `internal` for the team. Needs `feedback:update`. */
    create(feedbackId: string, reply: CreateReply, options?: CallOptions): Promise<Reply>;
    /** One page, oldest first. Needs `feedback:read`. */
    list(feedbackId: string, query?: PageQuery, options?: CallOptions): Promise<ReplyList>;
    /** Every reply, oldest first. Needs `feedback:read`. */
    all(feedbackId: string, query?: PageQuery, options?: CallOptions): AsyncGenerator<Reply, void, undefined>;
  };
  tokens: {
    /**
     * Has the server sign a user token: `sub` is your own id of your user, `ctx` what else you tell of them, `expiresIn` how
     * many seconds it is good for, 60 to 86,400, by default 3,600. Needs `tokens:mint`.
     */
    mint(wanted: { appId: string; body: Omit<MintRequest, "app"> }, options?: CallOptions): Promise<MintedToken>;
  };
  uploads: {
    /** Sends one file, to 15 MB. Resolves with the id to name in a submission's `attachments`. */
    send(file: Blob, options?: UploadOptions): Promise<string>;
  };
  /** For who is told by webhooks. Asks nothing of the server. */
  webhooks: { verify: typeof verifyWebhook };
  config: {
    /** The public settings of the key's app. */
    get(options?: CallOptions): Promise<PublicConfig>;
  };
};
