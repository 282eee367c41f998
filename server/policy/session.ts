import { every } from "hono/combine";
import { getCookie } from "hono/cookie";
import { HEADERS } from "../../shared/contract/routes.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy, Services, Variables } from "../services.ts";
import type { FeedbackReader } from "../store/feedback.ts";
import { apiKey, requireScope } from "./api-key.ts";
import { keyRateLimit } from "./rate-limit.ts";

/** Browsers take a `__Host-` cookie only over https, so the name without it serves plain http on one's own machine. */
export const sessionCookie = (isHttps: boolean): string => (isHttps ? "__Host-earshot_session" : "earshot_session");

/** The console's session. The cookie counts only for requests of the console's own pages. */
export const session =
  ({ store, clock, isHttps }: Services): Policy =>
  async (context, next) => {
    const site = context.req.header("Sec-Fetch-Site");
    const token = getCookie(context, sessionCookie(isHttps()));
    const ours = site === undefined || site === "same-origin" || site === "none";
    const signedIn = token && ours ? await store.sessions.find(hashOfSecret(token), clock.now()) : undefined;
    if (!signedIn) throw new Problem("missing_authorization");
    context.set("signedIn", signedIn);
    await next();
  };

/** Readers are keys with the scope `feedback:read`, or members who are signed in. */
export const reader = (services: Services): Policy => {
  const byKey: Policy = every(apiKey(services), keyRateLimit(services), requireScope("feedback:read"));
  const bySession = session(services);
  return (context, next) =>
    context.req.header(HEADERS.authorization) === undefined ? bySession(context, next) : byKey(context, next);
};

/** Whose feedback this request may read. */
export const readerOf = (context: {
  get<K extends keyof Variables>(key: K): Variables[K] | undefined;
}): FeedbackReader => {
  const key = context.get("key");
  if (key) return { organizationId: key.app.organizationId, appId: key.appId };
  const signedIn = context.get("signedIn");
  if (!signedIn) throw new Problem("missing_authorization");
  return { organizationId: signedIn.organization.id, appId: null };
};
