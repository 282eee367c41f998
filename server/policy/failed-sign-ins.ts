import { SIGN_IN_RATES } from "../../shared/contract/limits.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";

/**
 * Counts failed tries to sign in, of one address and of one account, whether there is such an account or not. A try is counted before
 * its password is looked at, so that a thousand at once get no further, and given back when it was right.
 *
 * @throws Problem `rate_limited`, and whatever the try throws
 */
export const countingFailures = async <T>(
  { limiter }: Pick<Services, "limiter">,
  context: PolicyContext,
  account: string,
  attempt: () => Promise<T>,
): Promise<T> => {
  const buckets = [
    { name: `sign-in from ${context.get("address")}`, rate: SIGN_IN_RATES.perAddress },
    { name: `sign-in of ${hashOfSecret(account).toString("base64url")}`, rate: SIGN_IN_RATES.perAccount },
  ];
  for (const { name, rate } of buckets) {
    const decision = await limiter.take(name, rate);
    if (!decision.allowed) throw new Problem("rate_limited", { retryAfter: decision.retryAfterSeconds });
  }
  const result = await attempt();
  for (const { name, rate } of buckets) await limiter.giveBack(name, rate);
  return result;
};

/** Before something is kept for somebody who may turn out to be nobody: one address does not fill the database with it. */
export const countingBeginnings =
  ({ limiter }: Pick<Services, "limiter">): Policy =>
  async (context, next) => {
    const decision = await limiter.take(`sign-in begun from ${context.get("address")}`, SIGN_IN_RATES.begun);
    if (!decision.allowed) throw new Problem("rate_limited", { retryAfter: decision.retryAfterSeconds });
    await next();
  };
