import { RATES } from "../../shared/contract/limits.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import type { Rate, RateDecision } from "../limiter/limiter.ts";
import { rateOf } from "../limiter/rates.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext, Services, Variables } from "../services.ts";

type Bucket = { name: string; rate: Rate };

/** The bucket of the route, or those that the kind of the key has of its own; and beside these, what the team has set for the key or its app. */
const bucketsOf = (context: PolicyContext, bucketOf: (context: Reader) => Bucket): Bucket[] => {
  const { buckets, submissions } = (context.get("keyProfile") as KeyProfile | undefined) ?? {};
  if (!buckets || !submissions) return [bucketOf(context)];
  const { id, limits } = context.get("key");
  const own = Object.hasOwn(limits, submissions.rate) ? [{ name: "own", ...rateOf(submissions.rate, limits) }] : [];
  return [...buckets, ...own].map(({ name, ...rate }) => ({ name: `key ${id} ${name}`, rate }));
};
type Reader = { get<K extends keyof Variables>(key: K): Variables[K] };

const bucketOfAddress = (address: string): Bucket => ({ name: `address ${address}`, rate: RATES.address });
const addressBucket = (context: Reader): Bucket => bucketOfAddress(context.get("address"));

/** Whose senders are counted: an app's, apart for each dialect, so that what comes by one takes nothing of what another promises. */
const countedBy = (context: Reader): string => {
  const { dialect } = context.get("keyProfile");
  const { appId } = context.get("key");
  return dialect === undefined ? appId : `${dialect} ${appId}`;
};

/** Which bucket a submission is taken from, as the key's profile says (in private mode a user has one of their own); how large it is, as the key or its app says. */
const submissionBucket = (context: Reader): Bucket => {
  const key = context.get("key");
  const { per, rate } = context.get("keyProfile").submissions;
  const user = context.get("user");
  if (per !== "key" && user && key.app.mode === "private")
    return {
      name: `submissions ${countedBy(context)} of ${user.customer.sub}`,
      rate: rateOf("privateSubmissions", key.limits),
    };
  return {
    name: per === "key" ? `key ${key.id}` : `submissions ${countedBy(context)} ${context.get("address")}`,
    rate: rateOf(rate, key.limits),
  };
};

/** Which bucket an upload is taken from: of the same senders, with more room. */
const uploadBucket = (context: Reader): Bucket => {
  const key = context.get("key");
  if (context.get("keyProfile").submissions.per === "key") return submissionBucket(context);
  const user = context.get("user");
  return user && key.app.mode === "private"
    ? { name: `uploads ${countedBy(context)} of ${user.customer.sub}`, rate: rateOf("privateUploads", key.limits) }
    : { name: `uploads ${countedBy(context)} ${context.get("address")}`, rate: rateOf("publicUploads", key.limits) };
};

/** Which bucket an image for a picture is taken from: a page has many, and none of them costs a submission. */
const imagesBucket = (context: Reader): Bucket => {
  const key = context.get("key");
  if (context.get("keyProfile").submissions.per === "key") return submissionBucket(context);
  const user = context.get("user");
  return {
    name: `images ${key.appId} ${user && key.app.mode === "private" ? `of ${user.customer.sub}` : context.get("address")}`,
    rate: rateOf("relayedImages", key.limits),
  };
};

/** Which bucket a look at one's own conversations is taken from: one beside the submissions, so that who reads can still write. */
const conversationsBucket = (context: Reader): Bucket => {
  const key = context.get("key");
  if (context.get("keyProfile").submissions.per === "key") return submissionBucket(context);
  const user = context.get("user");
  return {
    name: `conversations ${key.appId} ${user ? `of ${user.customer.sub}` : context.get("address")}`,
    rate: RATES.conversations,
  };
};

/** @param since What the reset is counted from, in seconds: the answer, where nothing is said. */
const headersOf = ({ limit, remaining, resetSeconds }: RateDecision, since = 0): Record<string, string> => ({
  [HEADERS.rateLimit]: String(limit),
  [HEADERS.rateRemaining]: String(remaining),
  [HEADERS.rateReset]: String(since + resetSeconds),
});

const setRateHeaders = ({ clock }: Services, context: PolicyContext, decision: RateDecision): void => {
  context.set("rate", decision);
  const since = context.get("dialect")?.resetIsMoment ? Math.ceil(clock.now() / 1_000) : 0;
  for (const [name, value] of Object.entries(headersOf(decision, since))) context.header(name, value);
};

/** The same numbers for an answer that is given before the app is asked, where they are at hand: to ask another server for them would cost more than the refusal. */
export const rateHeadersAtHand = ({ limiter }: Pick<Services, "limiter">, address: string): Record<string, string> => {
  const { name, rate } = bucketOfAddress(address);
  const decision = limiter.peekNow?.(name, rate);
  return decision ? headersOf(decision) : {};
};

const refuse = (services: Services, context: PolicyContext, decision: RateDecision): never => {
  setRateHeaders(services, context, decision);
  throw new Problem("rate_limited", { retryAfter: decision.retryAfterSeconds });
};

const limitBy =
  (services: Services, bucketOf: (context: Reader) => Bucket): Policy =>
  async (context, next) => {
    const { limiter } = services;
    const taken: Array<Bucket & { decision: RateDecision }> = [];
    for (const bucket of bucketsOf(context, bucketOf)) {
      const decision = await limiter.take(bucket.name, bucket.rate);
      if (!decision.allowed) {
        for (const { name, rate } of taken) await limiter.giveBack(name, rate);
        refuse(services, context, decision);
      }
      taken.push({ ...bucket, decision });
    }
    // Of several, the one that will refuse first speaks.
    const [scarcest] = taken.map(({ decision }) => decision).sort((a, b) => a.remaining - b.remaining);
    if (scarcest) setRateHeaders(services, context, scarcest);
    // A key that has limits of its own is held by these alone: one server may ask more than an address may that nobody knows.
    if ((context.get("keyProfile") as KeyProfile | undefined)?.buckets) {
      const { name, rate } = addressBucket(context);
      await limiter.giveBack(name, rate);
    }
    await next();
  };

/** Before any key is read: what one address may ask at all. */
export const addressRateLimit = (services: Services): Policy => limitBy(services, addressBucket);

/** What one sender, or one secret key, may submit or ask. */
export const keyRateLimit = (services: Services): Policy => limitBy(services, submissionBucket);

/** How often one user may ask what came of their feedback. */
export const conversationsRateLimit = (services: Services): Policy => limitBy(services, conversationsBucket);

/** How many files one sender may upload. */
export const uploadRateLimit = (services: Services): Policy => limitBy(services, uploadBucket);

/** How many images one sender may have relayed. */
export const imagesRateLimit = (services: Services): Policy => limitBy(services, imagesBucket);

/** How many chunks of recordings pages at one address may send. */
export const recordingsRateLimit =
  (services: Services): Policy =>
  async (context, next) => {
    if (context.get("keyProfile").inPages) {
      const name = `recordings ${context.get("key").appId} ${context.get("address")}`;
      const decision = await services.limiter.take(name, RATES.recordings);
      if (!decision.allowed) refuse(services, context, decision);
    }
    await next();
  };

/** Writes the numbers of the bucket that was asked last on every answer; a preflight takes nothing and only looks. */
export const rateHeaders =
  (services: Services): Policy =>
  async (context, next) => {
    await next();
    if (context.get("rate")) return;
    const { name, rate } = addressBucket(context);
    setRateHeaders(services, context, await services.limiter.peek(name, rate));
  };
