import type { ErrorCode } from "../../shared/contract/errors.ts";

/** What every route that needs a key with a scope, or a session, can refuse with. */
export const REFUSED_ACCESS: ErrorCode[] = [
  "missing_authorization",
  "invalid_authorization",
  "unknown_app",
  "insufficient_scope",
  "secret_key_in_browser",
];

/** The same for a route with a JSON body. */
export const REFUSED_BODY: ErrorCode[] = [
  ...REFUSED_ACCESS,
  "invalid_json",
  "invalid_body",
  "payload_too_large",
  "unsupported_media_type",
];

/** What every route that needs a session can refuse with. */
export const REFUSED_SESSION: ErrorCode[] = ["missing_authorization"];

/** The same for one that needs a right. */
export const REFUSED_MEMBER: ErrorCode[] = [...REFUSED_SESSION, "insufficient_scope"];

const BODY: ErrorCode[] = ["invalid_json", "invalid_body", "payload_too_large", "unsupported_media_type"];

export const REFUSED_SESSION_BODY: ErrorCode[] = [...REFUSED_SESSION, ...BODY];
export const REFUSED_MEMBER_BODY: ErrorCode[] = [...REFUSED_MEMBER, ...BODY];

/** What a route that signs somebody in can refuse with. */
export const REFUSED_SIGN_IN: ErrorCode[] = ["invalid_authorization", "origin_not_allowed", ...BODY];

/** What a route that may be asked from a page, on behalf of who a user token vouches for, can refuse with. */
export const REFUSED_SENDER: ErrorCode[] = [
  ...REFUSED_ACCESS,
  "invalid_user_token",
  "token_expired",
  "public_disabled",
  "origin_not_allowed",
];

/** What a route that takes something from a page can refuse with. */
export const REFUSED_CAPTURE: ErrorCode[] = [...REFUSED_BODY, ...REFUSED_SENDER, "owner_role_required"];
