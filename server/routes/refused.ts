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
