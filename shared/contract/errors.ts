/** Every code the server can answer with. Codes are stable: clients branch on them, never on messages. */
export const ERROR_CODES = [
  "invalid_body",
  "invalid_query",
  "invalid_json",
  "missing_authorization",
  "invalid_authorization",
  "unknown_app",
  "invalid_user_token",
  "token_expired",
  "origin_not_allowed",
  "public_disabled",
  "insufficient_scope",
  "owner_role_required",
  "secret_key_in_browser",
  "not_found",
  "method_not_allowed",
  "idempotency_in_flight",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "idempotency_mismatch",
  "invalid_image",
  "rate_limited",
  "internal_error",
  "overloaded",
  "unavailable",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The status of each. Apart from the codes, which are all that a client has to carry. */
export const ERROR_STATUS = {
  invalid_body: 400,
  invalid_query: 400,
  invalid_json: 400,
  missing_authorization: 401,
  invalid_authorization: 401,
  unknown_app: 401,
  invalid_user_token: 401,
  token_expired: 401,
  origin_not_allowed: 403,
  public_disabled: 403,
  insufficient_scope: 403,
  owner_role_required: 403,
  secret_key_in_browser: 403,
  not_found: 404,
  method_not_allowed: 405,
  idempotency_in_flight: 409,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_mismatch: 422,
  invalid_image: 422,
  rate_limited: 429,
  internal_error: 500,
  overloaded: 503,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** One thing that is wrong with a body or a query: where (`customer.email`, `tags.3`; empty for the whole) and what. */
export type Issue = { path: string; message: string };

/** The body of every answer that is not a success. */
export type ErrorBody = {
  error: { code: ErrorCode; message: string; details?: Record<string, unknown> | Issue[]; requestId: string };
};
