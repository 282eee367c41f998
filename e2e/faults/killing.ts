import { setTimeout as wait } from "node:timers/promises";
import { startReceiver } from "../../server-stub/receiver.ts";
import { type ServerProcess, startServerProcess } from "../../server-stub/server-process.ts";
import { createChance } from "./chance.ts";
import { runClient } from "./client.ts";
import { createLedger, type Ledger, type Said } from "./ledger.ts";
import { stubborn, type Target } from "./stubborn.ts";
import { verify } from "./verify.ts";

const CLIENTS = 6;
/** So long at most until a kill, from the moment the server is ready. */
const LOAD_MS = 400;
/** How many of the newest are looked at after each restart; all of them at the end. */
const LOOKED_AT = 6;

/** A database in a process of its own, which can be killed too. */
export type Database = { kill(): Promise<void>; start(): Promise<void> };

export type KillingOptions = {
  target: Target;
  port: number;
  environment: Record<string, string>;
  kills: number;
  seed: number;
  /** How long to wait, once the load is over, until the webhook has been told of every record. */
  tellMs: number;
  /** Killed in every fourth round, instead of the server. */
  database?: Database | undefined;
};

export type Killed = {
  ledger: Ledger;
  /** From the start after each kill until ready, in milliseconds, in order of size. */
  readyMs: number[];
  /** From the start of the database until the server, which stayed, was ready again. */
  recoveredMs: number[];
  /** How often something was told to the webhook: each at least once, some more often. */
  told: { events: number; times: number };
  /** Records that the webhook has not been told of yet. */
  untold: string[];
};

/**
 * Clients that never stop, and a server that is killed under them again and again: after so many kills, what every client was
 * promised is looked for, and what is missing stands in the ledger.
 */
export const killUnderLoad = async (options: KillingOptions): Promise<Killed> => {
  const { target, port, kills, seed, database } = options;
  const ledger = createLedger();
  const chance = createChance(seed);
  const readyMs: number[] = [];
  const recoveredMs: number[] = [];
  const receiver = await startReceiver();
  const start = () =>
    startServerProcess(port, {
      TRUST_PROXY_HOPS: "1",
      EARSHOT_WEBHOOK_HOSTS: `localhost:${receiver.port}`,
      ...options.environment,
    });
  let server: ServerProcess = await start();
  const ask = stubborn(target, ledger, chance);
  const must = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const { status, bytes } = await ask(path, { method, key: "secret", body: JSON.stringify(body) });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${bytes}`);
    return JSON.parse(bytes.toString());
  };
  // Limits are tried elsewhere.
  await must("PATCH", "/v1/apps/000000000000000000000a01", { limits: { secretKey: 1_000_000 } });
  await must("POST", "/v1/webhooks", {
    url: receiver.url,
    events: ["feedback.created", "feedback.updated", "reply.created"],
  });

  let isOver = false;
  let failed: Error | undefined;
  const clients = Array.from({ length: CLIENTS }, (_, index) =>
    runClient(target, { ledger, chance: createChance(seed + 1 + index), isOver: () => isOver || failed !== undefined }),
  ).map((running) =>
    running.catch((error: Error) => {
      failed ??= error;
    }),
  );

  /** Whether the server, still the same process, is ready again. */
  const recovered = async (): Promise<void> => {
    const begun = performance.now();
    while (performance.now() - begun < 10_000) {
      const answer = await fetch(`${target.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.status === 200) return void recoveredMs.push(performance.now() - begun);
      await wait(20);
    }
    ledger.wrong.push("the server did not recover from the end of its database");
  };

  let looking: Promise<void> = Promise.resolve();
  try {
    for (let round = 1; round <= kills && !failed; round++) {
      await wait(chance.below(LOAD_MS));
      const newest: Said[] = ledger.kept.slice(-LOOKED_AT);
      if (database && round % 4 === 0) {
        await database.kill();
        await wait(chance.below(LOAD_MS));
        if (!server.isRunning()) throw new Error(`the server ended with its database: ${server.said()}`);
        await database.start();
        await recovered();
      } else {
        await server.kill();
        server = await start();
        readyMs.push(server.readyMs);
      }
      await looking;
      // A client may change what is looked at meanwhile, so only what cannot change is compared.
      looking = verify(target, ledger, chance, newest, { isStill: false });
    }
    await looking;
    isOver = true;
    await Promise.all(clients);
    if (failed) throw failed;
    await verify(target, ledger, chance, ledger.kept, { isStill: true });

    const idsTold = () =>
      receiver.received.map(({ body }) => JSON.parse(body) as { type: string; data: { id: string } });
    const untold = (): string[] => {
      const told = new Set(idsTold().flatMap(({ type, data }) => (type === "feedback.created" ? [data.id] : [])));
      return ledger.kept.flatMap(({ id }) => (id === undefined || told.has(id) ? [] : [id]));
    };
    const end = performance.now() + options.tellMs;
    while (untold().length > 0 && performance.now() < end) await wait(250);
    if (ledger.wrong.length > 0) ledger.wrong.push(`the server said: ${server.said()}`);
    const events = new Set(receiver.received.map(({ headers }) => headers["webhook-id"]));
    return {
      ledger,
      readyMs: readyMs.sort((a, b) => a - b),
      recoveredMs: recoveredMs.sort((a, b) => a - b),
      told: { events: events.size, times: receiver.received.length },
      untold: untold(),
    };
  } finally {
    isOver = true;
    await server.kill();
    await receiver.close();
  }
};
