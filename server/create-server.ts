import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { ROUTES } from "../shared/contract/routes.ts";
import { createApp } from "./app.ts";
import type { Blobs } from "./blobs/blobs.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { ALL_KEY_PROFILES } from "./dialects/index.ts";
import { unendedAt } from "./end-in-time.ts";
import { createEventFeed } from "./events/event-feed.ts";
import { createEventStreams } from "./events/event-streams.ts";
import { createIds } from "./ids.ts";
import { createImageRelay } from "./images/image-relay.ts";

import type { KeyProfile } from "./keys/key-profiles.ts";
import { createSigningSecrets } from "./keys/signing-secrets.ts";
import type { Limiter } from "./limiter/limiter.ts";
import { createMemoryLimiter } from "./limiter/memory-limiter.ts";
import type { Log } from "./logs.ts";
import { createMetrics } from "./metrics.ts";
import { createOidcProvider } from "./oidc/provider.ts";
import type { OidcSettings } from "./oidc/settings.ts";
import { type AllowedHost, lookupBySystem } from "./outbox/destination.ts";
import { startOutbox, systemTimers } from "./outbox/outbox.ts";
import { createSend } from "./outbox/send.ts";
import { createAddressOf } from "./policy/address.ts";
import { rateHeadersAtHand } from "./policy/rate-limit.ts";
import { startRetention } from "./retention.ts";
import type { Services } from "./services.ts";
import { admission } from "./socket/admission.ts";
import { refuseBrokenRequests } from "./socket/broken-requests.ts";
import { refuseUnreadableTargets } from "./socket/request-target.ts";
import { StartError } from "./start-error.ts";
import { startStoreSweep } from "./store/hourly-sweep.ts";
import type { Store } from "./store/store.ts";
import { startFileSweep } from "./uploads/file-sweep.ts";
import { createStorageGauge } from "./usage/storage-gauge.ts";
import { createUsageCounter } from "./usage/usage-counter.ts";
import type { Vault } from "./vault.ts";

const DRAIN_MS = 10_000;
/** After the drain: to store what was counted, and then to close the store. */
const LAST_COUNT_MS = 1_000;
const LAST_CLOSE_MS = 2_000;
const REQUEST_MS = 120_000;
const HEADERS_MS = 15_000;

/** Built pages stand in `dist/`, beside the built server and below the source. */
const PAGES = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../dist" : "..", import.meta.url));

export type ServerOptions = Pick<Config, "port" | "host" | "publicUrl" | "trustedProxyHops"> & {
  store: Store;
  version: string;
  vault: Vault;
  /** Keeps the files of uploads and attachments. */
  blobs: Blobs;
  log: Log;
  /** Buckets of this process alone by default. */
  limiter?: Limiter;
  clock?: Clock;
  /** The kinds of keys that are known; those of the contract and of the dialects by default. */
  keyProfiles?: readonly KeyProfile[] | undefined;
  /** Hosts of the operator's own network that webhooks may reach; none by default. */
  webhookHosts?: AllowedHost[] | undefined;
  /** By whom members can sign in; nobody by default. */
  openIdConnect?: OidcSettings | undefined;
  /** The publishable key of the demo page; without one there is no such page. */
  demoKey?: () => Promise<string | undefined>;
  /** How long a request may take to arrive whole, in milliseconds; two minutes by default. */
  requestMs?: number | undefined;
  /** How long a stop waits for what is under way, in milliseconds; 10 s by default. */
  drainMs?: number | undefined;
  /** How often a stream of events says that it is there, and asks whether it still may, in milliseconds; 15 s by default. */
  beatMs?: number | undefined;
  /** Puts something in front of the app: the stub's faults. */
  wrap?: (fetch: Fetch) => Fetch;
};

type Fetch = (request: Request, bindings: unknown) => Response | Promise<Response>;

export type RunningServer = {
  /** Where it can be reached, without a slash at the end. */
  url: string;
  services: Services;
  /**
   * Takes no more requests, lets what is under way finish for at most 10 s, and closes the store: 13 s at most, whatever the
   * database does. @returns what the server itself was doing and had to be cut; nothing as a rule. The log says it too.
   */
  close(): Promise<string[]>;
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `port ${port} is taken. Stop what listens there, or choose another with PORT`
          : error.code === "EACCES"
            ? `port ${port} may not be opened. Choose one above 1023 with PORT`
            : `cannot listen on ${host}:${port} (${error.code ?? error.message}). Check HOST and PORT`;
      reject(new StartError(`${reason}.`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

/**
 * Starts the server over a store and listens.
 *
 * @throws StartError when it cannot listen.
 */
export const createServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { store, log, clock = systemClock, webhookHosts = [], wrap = (fetch) => fetch } = options;
  let url = options.publicUrl ?? "";
  const makeId = createIds(clock);
  const feed = createEventFeed({ store, clock, log, timers: systemTimers });
  const services: Services = {
    store,
    blobs: options.blobs,
    limiter: options.limiter ?? createMemoryLimiter(() => clock.monotonic()),
    clock,
    log,
    metrics: createMetrics(),
    vault: options.vault,
    signingSecrets: createSigningSecrets({ store, vault: options.vault, clock, log, makeId }),
    makeId,
    usage: createUsageCounter({ store, log }),
    storage: createStorageGauge({ store, clock }),
    keyProfiles: options.keyProfiles ?? ALL_KEY_PROFILES,
    outbox: startOutbox({
      store,
      vault: options.vault,
      clock,
      log,
      makeId,
      random: Math.random,
      send: createSend({ clock, lookup: lookupBySystem, allowedHosts: webhookHosts }),
      version: options.version,
      timers: systemTimers,
    }),
    eventStreams: createEventStreams({
      feed,
      eventLog: store.eventLog,
      clock,
      timers: systemTimers,
      beatMs: options.beatMs,
    }),
    imageRelay: createImageRelay({ lookup: lookupBySystem, allowedHosts: webhookHosts, version: options.version }),
    webhookHosts,
    addressOf: createAddressOf(options.trustedProxyHops),
    openIdConnect:
      options.openIdConnect &&
      createOidcProvider(options.openIdConnect, {
        redirectUri: () => `${url}${ROUTES.oidcCallback}`,
        monotonic: () => clock.monotonic(),
      }),
    publicUrl: () => options.publicUrl,
    isHttps: () => url.startsWith("https:"),
  };
  services.metrics.gauge("earshot_outbox_depth", "Deliveries to webhooks that wait for a try.", () =>
    store.deliveries.countWaiting(),
  );
  services.metrics.gauge("earshot_event_streams", "Streams of events that are open.", () =>
    services.eventStreams.count(),
  );
  await options.blobs.check().catch(async (error: Error) => {
    await services.outbox.stop();
    throw new StartError(`the storage of files cannot be used (${error.message}). Check EARSHOT_BLOBS.`);
  });
  const app = createApp(services, {
    version: options.version,
    publicUrl: () => url,
    pagesFolder: PAGES,
    demoKey: options.demoKey,
  });
  const server = createAdaptorServer({
    fetch: wrap(app.fetch as Fetch),
    createServer: ((options, listener) =>
      createHttpServer(
        options,
        refuseUnreadableTargets(
          admission(listener as RequestListener, {
            monotonic: () => clock.monotonic(),
            addressOf: services.addressOf,
            onRefused: (address) => {
              services.metrics.refusal("overloaded");
              return rateHeadersAtHand(services, address);
            },
          }),
        ),
      )) as typeof createHttpServer,
    serverOptions: {
      connectionsCheckingInterval: Math.min(5_000, options.requestMs ?? REQUEST_MS),
      requireHostHeader: false, // refuseUnreadableTargets does, with words
    },
  }) as Server;
  // A body that has not come in this time is given up; a picture over a slow line needs far less.
  server.requestTimeout = options.requestMs ?? REQUEST_MS;
  server.headersTimeout = Math.min(HEADERS_MS, server.requestTimeout);
  refuseBrokenRequests(server);
  const port = await listen(server, options.port, options.host).catch(async (error) => {
    await services.outbox.stop();
    throw error;
  });
  url ||= `http://localhost:${port}`;
  const sweep = startStoreSweep({ store, clock, log, timers: systemTimers });
  const retention = startRetention({ store, clock, log, makeId, timers: systemTimers });
  const fileSweep = startFileSweep({ store, blobs: options.blobs, clock, log, timers: systemTimers });
  return {
    url,
    services,
    async close() {
      const timers: NodeJS.Timeout[] = [];
      const after = (milliseconds: number): Promise<void> =>
        new Promise((resolve) => timers.push(setTimeout(resolve, milliseconds)));
      const { drainMs = DRAIN_MS } = options;
      const drainIsOver = after(drainMs);
      const countIsOver = after(drainMs + LAST_COUNT_MS);
      const allIsOver = after(drainMs + LAST_COUNT_MS + LAST_CLOSE_MS);
      const drained = new Promise<void>((resolve) => server.close(() => resolve()));
      services.eventStreams.stop(); // else they would be waited for
      feed.stop();
      server.closeIdleConnections();
      try {
        const cut = await unendedAt(drainIsOver, {
          requests: drained,
          "the hourly sweep": sweep.stop(),
          "the sweep of files": fileSweep.stop(),
          "the deletion of what is over its days": retention.stop(),
          "deliveries to webhooks": services.outbox.stop(),
        });
        server.closeAllConnections();
        cut.push(...(await unendedAt(countIsOver, { "the count of what was used": services.usage.stop() })));
        cut.push(...(await unendedAt(allIsOver, { "the store": store.close() })));
        if (cut.length > 0) log.warn("stopped before all had ended", { cut: cut.join(", ") });
        return cut.filter((name) => name !== "requests"); // a client that is slow is none of our faults
      } finally {
        timers.forEach(clearTimeout);
      }
    },
  };
};
