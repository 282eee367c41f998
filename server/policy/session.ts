import { getCookie } from "hono/cookie";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";

/** Browsers take a `__Host-` cookie only over https, so the name without it serves plain http on one's own machine. */
export const sessionCookie = (isHttps: boolean): string => (isHttps ? "__Host-earshot_session" : "earshot_session");

/**
 * Whether a page of another site asks. Browsers say so in one of these headers, older ones in `Origin` alone. Without a public URL
 * the request's own host is the measure: a proxy in front that changes it needs the setting.
 */
const comesFromElsewhere = ({ req }: PolicyContext, publicUrl: string | undefined): boolean => {
  const site = req.header("Sec-Fetch-Site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const origin = req.header("Origin");
  if (origin === undefined) return false;
  if (publicUrl !== undefined) return origin !== new URL(publicUrl).origin;
  return !/^https?:/.test(origin) || URL.parse(origin)?.host !== req.header("Host")?.toLowerCase();
};

/** The console's session. The cookie counts only for requests of the console's own pages, and of programs. */
export const session =
  ({ store, clock, isHttps, publicUrl }: Services): Policy =>
  async (context, next) => {
    const token = getCookie(context, sessionCookie(isHttps()));
    const counts = token && !comesFromElsewhere(context, publicUrl());
    const signedIn = counts ? await store.sessions.find(hashOfSecret(token), clock.now()) : undefined;
    if (!signedIn) throw new Problem("missing_authorization");
    context.set("signedIn", signedIn);
    await next();
  };
