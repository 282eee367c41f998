import { getCookie } from "hono/cookie";
import { DEEDS, type Deed, isAtLeast, type Right } from "../../shared/contract/may-do.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";

const MINUTE = 60_000;

/** Browsers take a `__Host-` cookie only over https, so the name without it serves plain http on one's own machine. */
export const sessionCookie = (isHttps: boolean): string => (isHttps ? "__Host-earshot_session" : "earshot_session");

/**
 * Whether a page of another site asks. Browsers say so in one of these headers, older ones in `Origin` alone. Without a public URL
 * the request's own host is the measure: a proxy in front that changes it needs the setting.
 */
export const comesFromElsewhere = ({ req }: PolicyContext, publicUrl: string | undefined): boolean => {
  const site = req.header("Sec-Fetch-Site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const origin = req.header("Origin");
  if (origin === undefined) return false;
  if (publicUrl !== undefined) return origin !== new URL(publicUrl).origin;
  return !/^https?:/.test(origin) || URL.parse(origin)?.host !== req.header("Host")?.toLowerCase();
};

/** @throws Problem `insufficient_scope` for a member who has less than that right themselves */
export const requireRight = ({ right }: { right: Right }, least: Right): void => {
  if (!isAtLeast(right, least)) throw new Problem("insufficient_scope", { right: least, yours: right });
};

/**
 * The console's session. The cookie counts only for requests of the console's own pages, and of programs.
 *
 * @param deed What the member must be allowed to do; nothing, for what everybody does with their own account. It is asked for again
 * once a body has been read: who was removed or lowered meanwhile does not get through with a request that was slow to arrive.
 */
export const session =
  ({ store, clock, log, isHttps, publicUrl }: Services, deed?: Deed): Policy =>
  async (context, next) => {
    const token = getCookie(context, sessionCookie(isHttps()));
    const counts = token && !comesFromElsewhere(context, publicUrl());
    const ask = async (): Promise<void> => {
      const now = clock.now();
      const signedIn = counts ? await store.sessions.find(hashOfSecret(token), now) : undefined;
      if (!signedIn) throw new Problem("missing_authorization");
      if (deed) requireRight(signedIn.member, DEEDS[deed]);
      context.set("signedIn", signedIn);
    };
    await ask();
    context.set("askAgain", ask);
    const now = clock.now();
    const { id, lastUsedAt } = context.get("signedIn").session;
    if (now - lastUsedAt >= MINUTE)
      // Not awaited: nobody should wait for a note, and losing one is harmless.
      store.sessions
        .markUsed(id, now - (now % MINUTE))
        .catch(() => log.warn("cannot note when a session was last used"));
    await next();
  };
