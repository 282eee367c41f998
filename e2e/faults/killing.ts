import { setTimeout as wait } from "node:timers/promises";
import { type ServerProcess, startServerProcess } from "../../server-stub/server-process.ts";
import { LOAD_MS, type UnderLoad, underLoad } from "./under-load.ts";

/** A database in a process of its own, which can be killed too. */
export type Database = { kill(): Promise<void>; start(): Promise<void> };

export type KillingOptions = {
  port: number;
  /** Of the server, beside its port: it must be set up already, with these keys. */
  environment: Record<string, string>;
  keys: { publishableKey: string; secretKey: string };
  kills: number;
  seed: number;
  tellMs: number;
  /** Killed in every fourth round, instead of the server. */
  database?: Database | undefined;
};

export type Killed = UnderLoad & {
  /** From the start after each kill until ready, in milliseconds. */
  readyMs: number[];
  /** From the start of the database until the server, which stayed, was ready again. */
  recoveredMs: number[];
};

const RECOVERED_WITHIN_MS = 10_000;

/** Whether a server is ready again, and after how long. */
const recovery = async (url: string): Promise<number> => {
  const begun = performance.now();
  while (performance.now() - begun < RECOVERED_WITHIN_MS) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return performance.now() - begun;
    await wait(20);
  }
  throw new Error("the server did not recover from the end of its database");
};

/** A server under load that is killed again and again, and started again where it was. */
export const killUnderLoad = async ({ port, keys, kills, database, ...options }: KillingOptions): Promise<Killed> => {
  const readyMs: number[] = [];
  const recoveredMs: number[] = [];
  const environment = { TRUST_PROXY_HOPS: "1", EARSHOT_WEBHOOK_HOSTS: "localhost", ...options.environment };
  let server: ServerProcess = await startServerProcess(port, environment);
  try {
    const outcome = await underLoad({
      ...options,
      target: { url: server.url, ...keys },
      rounds: kills,
      async fault(round, { chance }) {
        if (database && round % 4 === 0) {
          await database.kill();
          await wait(chance.below(LOAD_MS));
          if (!server.isRunning()) throw new Error(`the server ended with its database: ${server.said()}`);
          await database.start();
          recoveredMs.push(await recovery(server.url));
          return;
        }
        await server.kill();
        server = await startServerProcess(port, environment);
        readyMs.push(server.readyMs);
      },
    });
    if (outcome.ledger.wrong.length > 0) outcome.ledger.wrong.push(`the server said: ${server.said()}`);
    return { ...outcome, readyMs, recoveredMs };
  } finally {
    await server.kill();
  }
};
