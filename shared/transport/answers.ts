const ID = "0192a7c0ffee0192a7c0ffee";
const json = (status: number, body: unknown, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const refusal = (status: number, code: string, headers = {}) =>
  json(status, { error: { code, message: "No.", requestId: "r" } }, headers);

/** For tests: how a request can end. `waits`: how many seconds the answer asks for, as the contract bounds it. */
export const ANSWERS: { arrives?: true; give: () => Response | undefined; waits?: number }[] = [
  { arrives: true, give: () => json(201, { id: ID, createdAt: "", status: "new" }) },
  { arrives: true, give: () => undefined },
  { arrives: true, give: () => json(201, { ok: true }) },
  { give: () => undefined },
  { give: () => new Response("<h1>Log in</h1>", { status: 200 }) },
  { give: () => json(200, { id: ID }) },
  { give: () => new Response("<h1>Bad gateway</h1>", { status: 502 }) },
  { give: () => refusal(408, "internal_error") },
  { give: () => refusal(409, "idempotency_in_flight", { "Retry-After": "1" }), waits: 1 },
  { give: () => new Response("", { status: 425 }) },
  { give: () => refusal(429, "rate_limited", { "Retry-After": "90" }), waits: 90 },
  { give: () => refusal(503, "overloaded", { "Retry-After": "9999" }), waits: 3600 },
  { give: () => refusal(503, "unavailable", { "Retry-After": "0" }), waits: 1 },
  { give: () => Response.error() },
  { give: () => refusal(403, "origin_not_allowed") },
  { give: () => refusal(422, "invalid_image") },
];
/** So many of them are no refusal. */
export const RETRYABLE = 14;
