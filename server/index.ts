import { resolve } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import type { MemberRole } from "../shared/contract/enumerations.ts";
import { systemClock } from "./clock.ts";
import { createServer as createServerOver } from "./create-server.ts";
import { type FirstKeys, firstRun, readDemoKey } from "./first-run.ts";
import { createLog, type LogLevel } from "./logs.ts";
import { openStorage } from "./open-storage.ts";
import { StartError } from "./start-error.ts";

export { StartError };

export type ServerOptions = {
  /** Where the database lives; made when it is not there. Default `./data`. */
  dataFolder?: string;
  /** 0 takes any free port. Default 8787. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`: this machine only. */
  host?: string;
  /** Where browsers reach the server, where that is not this port: `https://feedback.example.com`. */
  publicUrl?: string;
  /** How many proxies in front add to `X-Forwarded-For`. Default 0: the header is not believed. */
  trustedProxyHops?: number;
  /** The least level written to standard error, one JSON object a line. Default `warn`. */
  logLevel?: LogLevel;
  /** The role of the owner that a first start makes. Default `product`. */
  ownerRole?: MemberRole;
};

export type EarshotServer = {
  /** Where it can be reached, without a slash at the end. */
  url: string;
  /** The keys that a first start made. They are never to be had again; `undefined` on every later start. */
  keys: FirstKeys | undefined;
  /** Takes no more requests, lets those under way finish for at most 10 s, and closes the database. */
  close(): Promise<void>;
};

/**
 * Runs Earshot inside a program of yours, on its embedded database.
 *
 * ```ts
 * import { createServer } from "earshot/server";
 * const earshot = await createServer({ dataFolder: "./feedback", port: 0 });
 * console.log(earshot.url);
 * ```
 *
 * @throws StartError, in one sentence for the operator, when the folder or the port cannot be used.
 */
export const createServer = async (options: ServerOptions = {}): Promise<EarshotServer> => {
  const dataFolder = resolve(options.dataFolder ?? "./data");
  const { store, vault, blobs } = await openStorage({ dataFolder });
  try {
    const keys = await firstRun(store, {
      dataFolder,
      clock: systemClock,
      chooseRole: async () => options.ownerRole ?? "product",
    });
    const { url, close } = await createServerOver({
      store,
      vault,
      blobs,
      version: packageJson.version,
      log: createLog(options.logLevel ?? "warn"),
      port: options.port ?? 8787,
      host: options.host ?? "127.0.0.1",
      publicUrl: options.publicUrl && new URL(options.publicUrl).origin,
      trustedProxyHops: options.trustedProxyHops ?? 0,
      demoKey: () => readDemoKey(dataFolder),
    });
    return { url, keys, close };
  } catch (error) {
    await store.close();
    throw error;
  }
};
