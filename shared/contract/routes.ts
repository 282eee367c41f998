/** Paths of the server, relative to its address. `{name}` stands for one path segment. */
export const ROUTES = {
  feedback: "/v1/feedback",
  feedbackOne: "/v1/feedback/{id}",
  feedbackScreenshot: "/v1/feedback/{id}/screenshot",
  webhooks: "/v1/webhooks",
  webhook: "/v1/webhooks/{id}",
  webhookRotate: "/v1/webhooks/{id}/rotate",
  webhookTest: "/v1/webhooks/{id}/test",
  webhookDeliveries: "/v1/webhooks/{id}/deliveries",
  webhookDelivery: "/v1/webhooks/{id}/deliveries/{deliveryId}",
  webhookReplay: "/v1/webhooks/{id}/deliveries/{deliveryId}/replay",
  config: "/v1/config",
  tokens: "/v1/tokens",
  signingSecrets: "/v1/apps/{id}/signing-secrets",
  signingSecret: "/v1/apps/{id}/signing-secrets/{secretId}",
  session: "/v1/session",
  apps: "/v1/apps",
  app: "/v1/apps/{id}",
  appOriginTest: "/v1/apps/{id}/origins/test",
  keys: "/v1/keys",
  key: "/v1/keys/{id}",
  keyRotation: "/v1/keys/{id}/rotate",
  usage: "/v1/usage",
  openapi: "/openapi.json",
  docs: "/docs",
  healthz: "/healthz",
  readyz: "/readyz",
  metrics: "/metrics",
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
