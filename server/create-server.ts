import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { createIds } from "./ids.ts";
import { createMemoryLimiter } from "./limiter/memory-limiter.ts";
import type { Log } from "./logs.ts";
import type { Services } from "./services.ts";
import { NewerSchemaError } from "./store/migrations/index.ts";
import { openSqliteEngine } from "./store/sqlite/sqlite-engine.ts";
import { createStore, type Store } from "./store/store.ts";
import { createVault, readVaultKey, type Vault } from "./vault.ts";

const HOUR = 3_600_000;
const DRAIN_MS = 10_000;

/** Built pages stand in `dist/`, beside the built server and below the source. */
const PAGES = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../dist" : "..", import.meta.url));

/** The server cannot start; the message is one sentence for the operator. */
export class StartError extends Error {
  override readonly name = "StartError";
}

export type ServerOptions = Pick<Config, "port" | "host" | "publicUrl" | "trustedProxyHops"> & {
  store: Store;
  version: string;
  vault: Vault;
  log: Log;
  clock?: Clock;
  /** The publishable key of the demo page; without one there is no such page. */
  demoKey?: string | undefined;
  /** Puts something in front of the app: the stub's faults. */
  wrap?: (fetch: Fetch) => Fetch;
};

type Fetch = (request: Request, bindings: unknown) => Response | Promise<Response>;

export type RunningServer = {
  /** Where it can be reached, without a slash at the end. */
  url: string;
  services: Services;
  /** Takes no more requests, lets those under way finish for at most 10 s, and closes the store. */
  close(): Promise<void>;
};

export type Storage = { store: Store; vault: Vault };

/**
 * Opens the store and the vault of an installation: the embedded database in the data folder, which is made and brought up to
 * date, or the PostgreSQL that `databaseUrl` names.
 *
 * @throws StartError when the folder or the database cannot be used, or when a newer Earshot wrote it.
 */
export const openStorage = async ({
  dataFolder,
  databaseUrl,
  secret,
}: Pick<Config, "dataFolder"> & Partial<Pick<Config, "databaseUrl" | "secret">>): Promise<Storage> => {
  const folder = resolve(dataFolder);
  const place = databaseUrl ? `the database at ${new URL(databaseUrl).host}` : `the data folder ${folder}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const vault = createVault(readVaultKey(folder, secret));
    const engine = databaseUrl
      ? await (await import("./store/postgres/postgres-engine.ts")).openPostgresEngine(databaseUrl)
      : await openSqliteEngine(join(folder, "earshot.db"));
    return { store: createStore(engine), vault };
  } catch (error) {
    const reason = error instanceof AggregateError ? (error.errors[0] as Error).message : (error as Error).message;
    if (error instanceof NewerSchemaError)
      throw new StartError(
        `${place} belongs to a newer Earshot: ${reason}. Start that version, or choose another place with ${databaseUrl ? "DATABASE_URL" : "EARSHOT_DATA"}.`,
      );
    throw new StartError(
      databaseUrl
        ? `${place} cannot be used (${reason}). Check that it runs, and DATABASE_URL.`
        : `${place} cannot be used (${reason}). Make it writable, or choose another with EARSHOT_DATA.`,
    );
  }
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
  const { store, log, clock = systemClock, wrap = (fetch) => fetch } = options;
  let url = options.publicUrl ?? "";
  const services: Services = {
    store,
    limiter: createMemoryLimiter(() => clock.monotonic()),
    clock,
    log,
    vault: options.vault,
    makeId: createIds(clock),
    trustedProxyHops: options.trustedProxyHops,
    isHttps: () => url.startsWith("https:"),
  };
  const app = createApp(services, {
    version: options.version,
    publicUrl: () => url,
    pagesFolder: PAGES,
    demoKey: options.demoKey,
  });
  const server = createAdaptorServer({ fetch: wrap(app.fetch as Fetch) }) as Server;
  const port = await listen(server, options.port, options.host);
  url ||= `http://localhost:${port}`;
  const sweep = setInterval(
    () => void store.sweep(clock.now()).catch(() => log.warn("cannot forget what has expired")),
    HOUR,
  );
  return {
    url,
    services,
    async close() {
      clearInterval(sweep);
      const drained = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await drained;
      clearTimeout(cut);
      await store.close();
    },
  };
};
