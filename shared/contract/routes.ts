/** Paths of the server, relative to its address. `{name}` stands for one path segment. */
export const ROUTES = {
  feedback: "/v1/feedback",
  feedbackOne: "/v1/feedback/{id}",
  feedbackScreenshot: "/v1/feedback/{id}/screenshot",
  config: "/v1/config",
  session: "/v1/session",
  openapi: "/openapi.json",
  docs: "/docs",
  healthz: "/healthz",
  widget: "/earshot.js",
  widgetAssets: "/assets",
  console: "/",
  demo: "/demo",
} as const;

/** Header names of the contract, as we write them. */
export const HEADERS = {
  authorization: "Authorization",
  idempotencyKey: "Idempotency-Key",
  idempotentReplay: "Idempotent-Replay",
  userToken: "Earshot-User-Token",
  requestId: "X-Request-Id",
  retryAfter: "Retry-After",
  rateLimit: "X-RateLimit-Limit",
  rateRemaining: "X-RateLimit-Remaining",
  rateReset: "X-RateLimit-Reset",
} as const;

/** Ids of records: 24 hexadecimal characters, ordered by the time they were made. */
export const ID_PATTERN = /^[0-9a-f]{24}$/;
