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
