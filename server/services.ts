import type { Context, MiddlewareHandler } from "hono";
import type { Clock } from "./clock.ts";
import type { Limiter, RateDecision } from "./limiter/limiter.ts";
import type { Log } from "./logs.ts";
import type { Metrics } from "./metrics.ts";
import type { KeyInUse } from "./store/keys.ts";
import type { SignedIn } from "./store/sessions.ts";
import type { Store } from "./store/store.ts";
import type { Vault } from "./vault.ts";

/** What the routes and policies work with. Everything from outside is here, so that tests can put their own in its place. */
export type Services = {
  store: Store;
  limiter: Limiter;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Seals the secrets that must be had again. */
  vault: Vault;
  makeId: () => string;
  /** How many proxies stand in front and add to `X-Forwarded-For`. */
  trustedProxyHops: number;
  /** Whether browsers reach us by https: then cookies are `Secure`. */
  isHttps: () => boolean;
};

/** What the policies find out about a request, for those after them. */
export type Variables = {
  requestId: string;
  /** The client's address as limits count it: IPv6 by /64. */
  address: string;
  /** The bucket that was asked last; its numbers go into the headers. */
  rate: RateDecision;
  /** The key of the request, once the api-key policy has let it pass. */
  key: KeyInUse;
  /** The member of the console's session. */
  signedIn: SignedIn;
};

export type RequestContext = Context<{
  Variables: Variables;
  Bindings: { incoming?: { socket: { remoteAddress?: string } } };
}>;
export type Policy = MiddlewareHandler<{ Variables: Variables }>;
