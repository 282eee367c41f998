/** The headers that who sends feedback writes and reads, as we write them. See `SENDER_HEADERS`. */
export const authorization = "Authorization";
export const idempotencyKey = "Idempotency-Key";
export const userToken = "Earshot-User-Token";
export const requestId = "X-Request-Id";
export const retryAfter = "Retry-After";
