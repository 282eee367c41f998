import type { ServerOptions } from "./embedded-options.ts";
import type { FirstKeys } from "./first-run.ts";
import { isNodeNewEnough, NEEDED_NODE } from "./needed-node.ts";
import { StartError } from "./start-error.ts";

export { type FirstKeys, type ServerOptions, StartError };

export type EarshotServer = {
  /** Where it can be reached, without a slash at the end: `http://localhost:8787`, or the `publicUrl`. */
  url: string;
  /**
   * What a first start made: `publishable` for pages on localhost, `secret` for servers. They are never to be had again;
   * `undefined` on every later start.
   */
  keys: FirstKeys | undefined;
  /** Takes no more requests, lets those under way finish for at most 10 s, and closes the database. Call it once. */
  close(): Promise<void>;
};

/**
 * Runs Earshot inside a program of yours: the whole server, on its embedded database unless you say otherwise. It listens on a
 * port of its own, and leaves signals to you: call `close` before your program ends. The database is brought up to date at once.
 *
 * ```ts
 * import { createServer } from "earshot/server";
 *
 * const earshot = await createServer({ dataFolder: "./feedback", port: 0 });
 * console.log(earshot.url, earshot.keys?.publishable);
 * process.once("SIGTERM", () => earshot.close());
 * ```
 *
 * With a bucket for files and a receiver of webhooks in your own network:
 *
 * ```ts
 * await createServer({
 *   databaseUrl: "postgres://earshot:password@db/earshot",
 *   blobs: "s3://feedback?region=eu-central-1",
 *   bucketKeys: { accessKeyId, secretAccessKey },
 *   webhookHosts: ["hooks.internal:8080"],
 * });
 * ```
 *
 * @throws StartError, in one sentence that says what to do: a Node that is too old, an option that cannot be used, the folder, the database, the storage
 * of files, Redis, or a port that is taken. Nothing is left running then.
 */
export const createServer = async (options: ServerOptions = {}): Promise<EarshotServer> => {
  if (!isNodeNewEnough(process.versions.node))
    throw new StartError(
      `Earshot needs Node ${NEEDED_NODE} or newer and this is ${process.version}. Run your program with that.`,
    );
  // Loaded only now: an older Node would fail on what it does not know, before it could be said.
  const { startEmbedded } = await import("./embedded.ts");
  return startEmbedded(options);
};
