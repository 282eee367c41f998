import { setTimeout as wait } from "node:timers/promises";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { type Chance, createChance } from "./chance.ts";
import { runClient } from "./client.ts";
import { createLedger, type Ledger, type Said } from "./ledger.ts";
import { stubborn, type Target } from "./stubborn.ts";
import { verify } from "./verify.ts";

const CLIENTS = 6;
/** So long at most from one fault to the next, in milliseconds, once everything runs again. */
export const LOAD_MS = 400;
/** How many of the newest are looked at after each fault; all of them at the end. */
const LOOKED_AT = 6;

export type UnderLoadOptions = {
  /** A server that takes feedback, believes its clients' `X-Forwarded-For`, and lets webhooks go to `localhost`. */
  target: Target;
  seed: number;
  rounds: number;
  /** Breaks something, and resolves when the server can be asked again. */
  fault(round: number, world: { chance: Chance; ledger: Ledger }): Promise<void>;
  /** How long to wait, once the load is over, until the webhook has been told of every record. */
  tellMs: number;
};

export type UnderLoad = {
  ledger: Ledger;
  /** How often something was told to the webhook: each at least once, some more often. */
  told: { events: number; times: number };
  /** Records that the webhook has not been told of yet. */
  untold: string[];
};

/**
 * Clients that never stop, and a fault after the other under them. At the end, everything that a client was promised is looked
 * for; what is missing stands in the ledger.
 */
export const underLoad = async ({ target, seed, rounds, fault, tellMs }: UnderLoadOptions): Promise<UnderLoad> => {
  const ledger = createLedger();
  const chance = createChance(seed);
  const receiver = await startReceiver();
  const ask = stubborn(target, ledger, chance);
  const must = async (method: string, path: string, body: unknown): Promise<void> => {
    const { status, bytes } = await ask(path, { method, key: "secret", body: JSON.stringify(body) });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${bytes}`);
  };
  const untold = (): string[] => {
    const bodies = receiver.received.map(({ body }) => JSON.parse(body) as { type: string; data: { id: string } });
    const told = new Set(bodies.flatMap(({ type, data }) => (type === "feedback.created" ? [data.id] : [])));
    return ledger.kept.flatMap(({ id }) => (id === undefined || told.has(id) ? [] : [id]));
  };

  let isOver = false;
  let failed: Error | undefined;
  const start = (index: number): Promise<void> =>
    runClient(target, { ledger, chance: createChance(seed + 1 + index), isOver: () => isOver }).catch((error) => {
      failed ??= error as Error;
    });
  try {
    await must("PATCH", `/v1/apps/${STUB_APP_ID}`, { limits: { secretKey: 1_000_000 } }); // limits are tried elsewhere
    await must("POST", "/v1/webhooks", {
      url: receiver.url,
      events: ["feedback.created", "feedback.updated", "reply.created"],
    });
    const clients = Array.from({ length: CLIENTS }, (_, index) => start(index));
    let looking: Promise<void> = Promise.resolve();
    for (let round = 1; round <= rounds && !failed; round++) {
      await wait(chance.below(LOAD_MS));
      const newest: Said[] = ledger.kept.slice(-LOOKED_AT);
      await fault(round, { chance, ledger });
      await looking;
      // A client may change what is looked at meanwhile, so only what cannot change is compared.
      looking = verify(target, ledger, chance, newest, { isStill: false });
    }
    await looking;
    isOver = true;
    await Promise.all(clients);
    if (failed) throw failed;
    await verify(target, ledger, chance, ledger.kept, { isStill: true });
    const end = performance.now() + tellMs;
    while (untold().length > 0 && performance.now() < end) await wait(250);
    const events = new Set(receiver.received.map(({ headers }) => headers["webhook-id"]));
    return { ledger, told: { events: events.size, times: receiver.received.length }, untold: untold() };
  } finally {
    isOver = true;
    await receiver.close();
  }
};

const at = (sorted: number[], part: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);

/** The middle, the slowest but a twentieth, and the slowest: in milliseconds. */
export const spread = (times: number[]): { p50: number; p95: number; most: number } => {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), most: at(sorted, 1) };
};

/** What happened, in one line. */
export const summaryOf = ({ ledger, told, untold }: UnderLoad): string => {
  const refused = [...ledger.refused].map(([code, count]) => `${code} ${count}`).join(", ") || "nobody";
  return (
    `${ledger.kept.length} submissions answered 201, ${ledger.replayed} of them again; ${ledger.unanswered} requests without an answer; ` +
    `told to come again: ${refused}; ${told.events} events told ${told.times} times, ${untold.length} records still to be told of`
  );
};
