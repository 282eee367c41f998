import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Blobs } from "../server/blobs/blobs.ts";
import type { BlobPlace } from "../server/blobs/place.ts";
import { createServer } from "../server/create-server.ts";
import type { KeyProfile } from "../server/keys/key-profiles.ts";
import { hashOfSecret } from "../server/keys/key-text.ts";
import { createLog } from "../server/logs.ts";
import type { OidcSettings } from "../server/oidc/settings.ts";
import { openStorage } from "../server/open-storage.ts";
import type { Services } from "../server/services.ts";
import type { Store } from "../server/store/store.ts";
import { createFaults, type Faults, faultAnswer } from "./faults.ts";
import { createStubClock, STUB_KEYS, type StubClock, type StubSetupOptions, stubSetup } from "./fixture.ts";
import { type OwnDatabase, ownDatabase } from "./own-database.ts";

export type StubOptions = Partial<StubSetupOptions> & {
  port?: number;
  /** `fixed` (default) stands still until `stub.clock.advance()`; `running` is the machine's. */
  clock?: "fixed" | "running";
  /** How many proxies are known to stand in front; none by default. */
  trustedProxyHops?: number;
  /** Other kinds of keys than those of the contract. */
  keyProfiles?: readonly KeyProfile[];
  /** Where files are kept, instead of a folder of its own. */
  blobs?: BlobPlace;
  /** An empty PostgreSQL instead of the database that the tests of this process run on. */
  databaseUrl?: string;
  /** Replaces parts of the storage of files, for faults of it. */
  withBlobs?: (blobs: Blobs) => Blobs;
  /** Receives every line of the log; without it nothing is logged. */
  onLog?: (line: string) => void;
  /** By whom members can sign in; nobody by default. */
  openIdConnect?: OidcSettings;
  /** How long a request may take to arrive whole, in milliseconds. */
  requestMs?: number;
  /** How often a stream of events says that it is there, in milliseconds. */
  beatMs?: number;
  /** Replaces parts of the store, for faults of the disk. */
  withStore?: (store: Store) => Store;
};

export type Stub = {
  /** Where it listens: `http://localhost:PORT`. */
  url: string;
  publishableKey: string;
  secretKey: string;
  faults: Faults;
  clock: StubClock;
  services: Services;
  /** Its data folder, for tests that look at the files themselves. */
  folder: string;
  /** Its database, for tests that look past the store. */
  database: OwnDatabase;
  /** Every request that reached the server, faults included, oldest first. */
  requests: Array<{ method: string; path: string; headers: Record<string, string> }>;
  /** An address of the console that signs in, once. */
  signInLink(): Promise<string>;
  /** Stops the server and removes all it stored. */
  close(): Promise<void>;
};

type Bindings = { incoming?: { socket: { destroy(): void } } };

/**
 * The real server over a throw-away store, with a fixed app, fixed keys and a fixed clock, and faults on demand. It enforces
 * allowed origins and rate limits like the real one, because it is the real one.
 */
export const startStub = async (options: StubOptions = {}): Promise<Stub> => {
  const folder = await mkdtemp(join(tmpdir(), "earshot-stub-"));
  const fixed = createStubClock();
  const clock: StubClock =
    options.clock === "running" ? { now: Date.now, monotonic: () => performance.now(), advance: () => {} } : fixed;
  const database = await ownDatabase(folder);
  const databaseUrl = options.databaseUrl ?? database.url;
  const {
    store: opened,
    vault,
    blobs: openedBlobs,
  } = await openStorage({
    dataFolder: folder,
    ...(options.blobs ? { blobs: options.blobs } : {}),
    ...(databaseUrl ? { databaseUrl } : {}),
    clock,
  });
  const { origins = ["localhost"], ownerRole = "product", expiresAt = null, mode = "public", names } = options;
  const setup = stubSetup({ origins, ownerRole, expiresAt, mode, ...(names ? { names } : {}) }, clock.now());
  await opened.organizations.setUp(setup);
  const store = options.withStore?.(opened) ?? opened;
  const faults = createFaults();
  const requests: Stub["requests"] = [];

  const server = await createServer({
    store,
    vault,
    blobs: options.withBlobs?.(openedBlobs) ?? openedBlobs,
    clock,
    log: options.onLog ? createLog("info", options.onLog) : createLog("silent"),
    requestMs: options.requestMs,
    beatMs: options.beatMs,
    port: options.port ?? 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    openIdConnect: options.openIdConnect,
    trustedProxyHops: options.trustedProxyHops ?? 0,
    webhookHosts: [{ name: "localhost", port: null }], // where tests listen
    version: "stub",
    demoKey: async () => STUB_KEYS.publishable,
    keyProfiles: options.keyProfiles,
    wrap: (fetch) => async (request, bindings) => {
      const { pathname } = new URL(request.url);
      requests.push({ method: request.method, path: pathname, headers: Object.fromEntries(request.headers) });
      const fault = faults.take(request.method, pathname);
      if (!fault) return fetch(request, bindings);
      if (fault.delayMs) await wait(fault.delayMs);
      if (fault.kind === "status") {
        const { body, ...init } = faultAnswer(fault);
        return new Response(body, init);
      }
      if (fault.kind === "none") return fetch(request, bindings);
      if (fault.kind === "lose-answer") await fetch(request, bindings);
      (bindings as Bindings).incoming?.socket.destroy();
      return new Response(null, { status: 500 });
    },
  });

  let links = 0;
  return {
    url: server.url,
    publishableKey: STUB_KEYS.publishable,
    secretKey: STUB_KEYS.secret,
    faults,
    clock,
    services: server.services,
    folder,
    database,
    requests,
    async signInLink() {
      const token = `stub-sign-in-${++links}`;
      const hash = hashOfSecret(token);
      await store.sessions.addLink({ hash, memberId: setup.owner.id, expiresAt: clock.now() + 24 * 3_600_000 });
      return `${server.url}/#sign-in=${token}`;
    },
    async close() {
      await server.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
