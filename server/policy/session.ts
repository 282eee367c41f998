import { getCookie } from "hono/cookie";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy, Services } from "../services.ts";

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
