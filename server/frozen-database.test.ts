import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../build/services/postgres.ts";
import { STUB_KEYS, stubSetup } from "../server-stub/fixture.ts";
import { openBlobs } from "./blobs/open-blobs.ts";
import { systemClock } from "./clock.ts";
import { createServer, type RunningServer } from "./create-server.ts";
import { createLog } from "./logs.ts";
import { openPostgresEngine } from "./store/postgres/postgres-engine.ts";
import { createStore } from "./store/store.ts";
import { createVault } from "./vault.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-frozen-"));
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterEach(() => postgres.thaw());
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

type Limits = { answerMs: number; drainMs: number };

const start = async ({ answerMs, drainMs }: Limits): Promise<RunningServer & { said: () => string }> => {
  const url = await postgres.createDatabase(randomUUID());
  const store = createStore(await openPostgresEngine(url, 5, answerMs));
  await store.organizations.setUp(stubSetup({ origins: [], ownerRole: "product", expiresAt: null }, Date.now()));
  let said = "";
  const server = await createServer({
    store,
    vault: createVault(Buffer.alloc(32)),
    blobs: await openBlobs({ kind: "disk", folder }, systemClock),
    log: createLog("warn", (line) => {
      said += line;
    }),
    port: 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    trustedProxyHops: 0,
    version: "test",
    drainMs,
  });
  return { ...server, said: () => said };
};

const headers = { Authorization: `Bearer ${STUB_KEYS.secret}`, "Content-Type": "application/json" };
const list = ({ url }: RunningServer) => fetch(`${url}/v1/feedback`, { headers });
const submit = ({ url }: RunningServer, key: string) =>
  fetch(`${url}/v1/feedback`, {
    method: "POST",
    headers: { ...headers, "Idempotency-Key": key },
    body: JSON.stringify({ content: "written while nothing moved" }),
  });
const isUnavailable = async (answer: Response): Promise<void> => {
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toMatchObject({ error: { code: "unavailable" } });
};

test("while the database stands still, requests are told to come back; once it goes on, the same server serves them, once each", async () => {
  const server = await start({ answerMs: 500, drainMs: 2_000 });
  expect((await list(server)).status).toBe(200);
  const key = randomUUID();
  postgres.freeze();
  for (const answer of await Promise.all([list(server), submit(server, key), submit(server, key)]))
    await isUnavailable(answer);
  postgres.thaw();
  expect((await submit(server, key)).status).toBe(201);
  expect(((await (await list(server)).json()) as { data: unknown[] }).data).toHaveLength(1);
  expect(await server.close()).toEqual([]);
}, 30_000);

test("a server whose database stands still answers what is under way, and stops in time", async () => {
  const server = await start({ answerMs: 500, drainMs: 4_000 });
  expect((await list(server)).status).toBe(200);
  postgres.freeze();
  const underWay = list(server);
  await new Promise((resolve) => setTimeout(resolve, 100)); // it has arrived
  const begun = performance.now();
  await server.close();
  expect(performance.now() - begun).toBeLessThan(7_500);
  await isUnavailable(await underWay);
}, 30_000);

test("what cannot end in time is cut, and one line of the log says what it was", async () => {
  const server = await start({ answerMs: 60_000, drainMs: 500 });
  expect((await list(server)).status).toBe(200); // used, and not counted in the store yet
  postgres.freeze();
  const underWay = list(server).catch(() => "cut");
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = performance.now();
  expect(await server.close()).toContain("the count of what was used");
  expect(performance.now() - begun).toBeLessThan(4_000);
  expect(await underWay).toBe("cut");
  const lines = server
    .said()
    .split("\n")
    .filter((line) => line.includes("stopped before all had ended"));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/"cut":"requests, .*the count of what was used/);
}, 30_000);
