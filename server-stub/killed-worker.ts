import { systemClock } from "../server/clock.ts";
import { createIds } from "../server/ids.ts";
import { createLog } from "../server/logs.ts";
import { startOutbox, systemTimers } from "../server/outbox/outbox.ts";
import { createSend } from "../server/outbox/send.ts";
import type { NewFeedback } from "../server/store/feedback.ts";
import { openPostgresEngine } from "../server/store/postgres/postgres-engine.ts";
import { openSqliteEngine } from "../server/store/sqlite/sqlite-engine.ts";
import { createStore } from "../server/store/store.ts";
import { createVault } from "../server/vault.ts";
import { STUB_APP_ID } from "./fixture.ts";

/**
 * A process for tests to kill, over the database that is named: `deliver` runs a worker, `write` accepts feedback without end and
 * prints the id of each once it is durable.
 */
const [, , place = "", work = ""] = process.argv;
const isPostgres = place.startsWith("postgres:");
const store = createStore(await (isPostgres ? openPostgresEngine(place) : openSqliteEngine(place)));
const makeId = createIds(systemClock);

if (work === "deliver")
  startOutbox({
    store,
    makeId,
    vault: createVault(Buffer.alloc(32, "v")),
    clock: systemClock,
    log: createLog("silent"),
    random: Math.random,
    version: "0",
    timers: systemTimers,
    send: createSend({
      clock: systemClock,
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
      allowedHosts: [{ name: "localhost", port: null }],
    }),
  });
else
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (;;) {
        const id = makeId();
        const feedback = {
          id,
          appId: STUB_APP_ID,
          createdAt: Date.now(),
          submission: { content: "x" },
          sourceType: "api",
        };
        const rest = { screenshot: null, attachments: [], customer: null, singleUse: null, idempotency: null };
        await store.feedback.accept({ ...feedback, ...rest } as NewFeedback);
        process.stdout.write(`${id}\n`);
      }
    }),
  );
