import type { ErrorCode, Issue } from "./contract/errors.ts";
import { own } from "./own.ts";

/** What can go wrong on the client before, or instead of, an answer of the server. */
export type ClientErrorCode =
  /** No answer: offline, blocked by an extension or a policy, refused, cut. A page cannot tell these apart. */
  | "network_error"
  /** The page's own content security policy forbids the request: it never leaves, now or later. */
  | "blocked_by_policy"
  /** An answer that is not of this contract: a captive portal, a proxy, another server. */
  | "unexpected_answer"
  | "invalid_options"
  /** A webhook's request that is not of the server, was changed on the way, or is too old. */
  | "invalid_signature"
  | "not_connected"
  | "storage_unavailable"
  | "storage_full"
  | "screenshot_failed"
  | "masking_failed"
  | "aborted";

/** Facts about an error, beside its code. None of them ever holds a key, a token or a stack. */
export type ErrorFacts = {
  /** HTTP status, when the server answered. */
  status?: number | undefined;
  details?: Record<string, unknown> | Issue[] | undefined;
  requestId?: string | undefined;
  /** How long the server asks us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
};

/**
 * The one error class of Earshot. Branch on `code`, which is stable; `message` is for people and says what to do next.
 */
export class EarshotError extends Error {
  override readonly name = "EarshotError";
  readonly code: ErrorCode | ClientErrorCode;
  readonly status: ErrorFacts["status"];
  readonly details: ErrorFacts["details"];
  readonly requestId: ErrorFacts["requestId"];
  readonly retryAfterMs: ErrorFacts["retryAfterMs"];

  constructor(code: ErrorCode | ClientErrorCode, message: string, given: ErrorFacts = {}) {
    const facts = own(given);
    super(message, facts); // of which it takes `cause`
    Object.assign(this, facts);
    this.code = code;
  }
}
