import { setTimeout as wait } from "node:timers/promises";
import { expect } from "@playwright/test";
import { openPostgresEngine } from "../../server/store/postgres/postgres-engine.ts";
import { startScaled } from "../../server-stub/scaled/start.ts";
import { brokenRules, pendingRecords } from "../faults/invariants.ts";
import { KILLS, SEED, TELL_MS } from "../faults/settings.ts";
import { LOAD_MS, summaryOf, underLoad } from "../faults/under-load.ts";
import { test } from "../fixtures/served.ts";

/** Each of the two in turn. */
const ROUNDS = Math.max(4, Math.round(KILLS / 4));

test(`of two processes behind a balancer one is killed under load, ${ROUNDS} times in turn: the other goes on, and nothing that was answered is lost or doubled`, async ({
  engines,
}) => {
  test.setTimeout(120_000 + ROUNDS * 10_000);
  if (!engines) throw new Error("this is a test of the scaled form");
  // The clients say where they are, as if they stood behind a proxy of their own: limits are not what is tried here.
  const environment = { TRUST_PROXY_HOPS: "2", EARSHOT_WEBHOOK_HOSTS: "localhost" };
  const scaled = await startScaled(engines, { environment });
  const meanwhile: number[] = [];
  try {
    const outcome = await underLoad({
      target: scaled,
      seed: SEED,
      rounds: ROUNDS,
      tellMs: TELL_MS,
      async fault(round, { chance, ledger }) {
        const one = round % 2;
        await scaled.servers[one]?.kill();
        const before = ledger.kept.length;
        await wait(500 + chance.below(LOAD_MS));
        for (let tries = 0; tries < 100 && ledger.kept.length === before; tries++) await wait(100); // on a slow machine
        meanwhile.push(ledger.kept.length - before);
        await scaled.restart(one);
      },
    });
    process.stdout.write(
      `    seed ${SEED}: answered 201 while one of two was dead: ${meanwhile.join(", ")}; requests to each: ${scaled.balancer.answered().join(" and ")}; ${summaryOf(outcome)}\n`,
    );
    const { ledger, untold } = outcome;
    const said = scaled.servers.map((server) => server.said()).join("");
    expect(ledger.wrong.slice(0, 20), said).toEqual([]);
    expect(Math.min(...meanwhile)).toBeGreaterThan(0);
    expect(Math.min(...scaled.balancer.answered())).toBeGreaterThan(0);
    const engine = await openPostgresEngine(scaled.databaseUrl);
    expect(await brokenRules(engine, "postgres")).toEqual([]);
    const pending = await pendingRecords(engine);
    expect(untold.filter((id) => !pending.has(id))).toEqual([]);
    await engine.close();
  } finally {
    await scaled.close();
  }
});
