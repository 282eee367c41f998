import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { Blobs } from "./blobs/blobs.ts";
import type { Clock } from "./clock.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { EventStreams } from "./events/event-streams.ts";
import type { ImageRelay } from "./images/image-relay.ts";
import type { KeyProfile } from "./keys/key-profiles.ts";
import type { SigningSecrets } from "./keys/signing-secrets.ts";
import type { Limiter, RateDecision } from "./limiter/limiter.ts";
import type { Log } from "./logs.ts";
import type { Metrics } from "./metrics.ts";
import type { OidcProvider } from "./oidc/provider.ts";
import type { AllowedHost } from "./outbox/destination.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { JsonBody } from "./policy/body-limit.ts";
import type { IdentifiedUser } from "./policy/identity.ts";
import type { PresentedKey } from "./policy/presented-key.ts";
import type { KeyInUse } from "./store/keys.ts";
import type { SignedIn } from "./store/sessions.ts";
import type { Store } from "./store/store.ts";
import type { StorageGauge } from "./usage/storage-gauge.ts";
import type { UsageCounter } from "./usage/usage-counter.ts";
import type { Vault } from "./vault.ts";

/** What the routes and policies work with. Everything from outside is here, so that tests can put their own in its place. */
export type Services = {
  store: Store;
  /** Keeps the files of uploads and attachments. */
  blobs: Blobs;
  limiter: Limiter;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Seals the secrets that must be had again. */
  vault: Vault;
  signingSecrets: SigningSecrets;
  makeId: () => string;
  usage: UsageCounter;
  /** Knows what each app takes. */
  storage: StorageGauge;
  /** The kinds of keys that are known here. */
  keyProfiles: readonly KeyProfile[];
  /** Delivers to webhooks. */
  outbox: Outbox;
  /** Tells who listens what happens. */
  eventStreams: EventStreams;
  /** Fetches images for pictures of an app's pages, from the hosts that the app names. */
  imageRelay: ImageRelay;
  /** Hosts of the operator's own network that webhooks, and images that are relayed, may come to. */
  webhookHosts: AllowedHost[];
  /** Whose request it is, as limits count clients: behind the proxies that are known to stand in front. */
  addressOf: (request: IncomingMessage) => string;
  /** By whom members can sign in, where a provider is set. */
  openIdConnect: OidcProvider | undefined;
  /** Where browsers reach us, as far as a setting says so. */
  publicUrl: () => string | undefined;
  /** Whether browsers reach us by https: then cookies are `Secure`. */
  isHttps: () => boolean;
};

/** What the policies find out about a request, for those after them. */
export type Variables = {
  requestId: string;
  /** The dialect that the request speaks, by its address; none is our own API. */
  dialect: Dialect | undefined;
  /** The client's address as limits count it: IPv6 by /64. */
  address: string;
  /** The bucket that was asked last; its numbers go into the headers. */
  rate: RateDecision;
  /** The key of the request, once the api-key policy has let it pass. */
  key: KeyInUse;
  /** What its kind may do. */
  keyProfile: KeyProfile;
  /** A key that stood in the query, taken out of it. */
  queryKey: PresentedKey | undefined;
  /** The JSON body, where a policy had to read it before the route does. */
  body: JsonBody | undefined;
  /** The end user a token vouched for, once the identity policy has read it. */
  user: IdentifiedUser | undefined;
  /** Whether an extension has shown the connection token that came with its key. */
  isConnection: boolean | undefined;
  /** How many tracked events the request has brought. */
  trackedEvents: number | undefined;
  /** The member of the console's session. */
  signedIn: SignedIn;
  /** Looks once more whether that session may do this: whoever reads a body asks it afterwards. */
  askAgain: (() => Promise<void>) | undefined;
};

export type RequestContext = Context<{
  Variables: Variables;
  Bindings: { incoming?: { socket: { remoteAddress?: string } } };
}>;
/** What a policy is handed. */
export type PolicyContext = Context<{ Variables: Variables }>;
export type Policy = MiddlewareHandler<{ Variables: Variables }>;
