/** The paths that who sends feedback asks for: all that a visitor's page and an extension have to carry. */
export const SENDER_ROUTES = {
  feedback: "/v1/feedback",
  conversations: "/v1/conversations",
  conversationReplies: "/v1/conversations/{id}/replies",
  uploads: "/v1/uploads",
  config: "/v1/config",
  connections: "/v1/connections",
  widget: "/earshot.js",
} as const;

/** And the headers they write and read, as we write them. */
export const SENDER_HEADERS = {
  authorization: "Authorization",
  idempotencyKey: "Idempotency-Key",
  userToken: "Earshot-User-Token",
  requestId: "X-Request-Id",
  retryAfter: "Retry-After",
} as const;
