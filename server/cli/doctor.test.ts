import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "../../build/services/postgres.ts";
import { findRedis, startRedis } from "../../build/services/redis.ts";
import { startS3Double } from "../../server-stub/s3-double/start.ts";
import { startStub } from "../../server-stub/start.ts";
import { beginMove } from "../store/moves.ts";
import { openPostgresEngine } from "../store/postgres/postgres-engine.ts";
import type { Check } from "./check.ts";
import { commandHere, makeInstallation } from "./command-here.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-doctor-"));
const data = join(folder, "data");
const earshot = commandHere({ EARSHOT_DATA: data });
beforeAll(() => makeInstallation(data), 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = async (environment: Record<string, string>, name: string): Promise<Check[]> => {
  const { out } = await earshot(["doctor", "--json"], environment);
  const { checks } = JSON.parse(out) as { checks: Check[] };
  for (const { state, todo } of checks) if (state !== "ok") expect(todo).toMatch(/^[A-Z].*\.$/);
  return checks.filter((check) => check.name === name);
};

test("a probe is written to the storage of files, read and deleted: on disk, in a bucket, and where it cannot be", async () => {
  const EARSHOT_BLOBS = join(data, "blobs"); // made by the first start
  expect(await look({}, "files")).toMatchObject([
    { state: "ok", found: expect.stringContaining("a probe was written") },
  ]);
  expect(await look({ EARSHOT_BLOBS: join(folder, "new") }, "files")).toMatchObject([
    { state: "ok", found: expect.stringContaining("none yet") },
  ]);
  const double = await startS3Double();
  const bucket = {
    EARSHOT_BLOBS: `s3://earshot/x?endpoint=${double.endpoint}&region=${double.region}`,
    AWS_ACCESS_KEY_ID: double.accessKeyId,
    AWS_SECRET_ACCESS_KEY: double.secretAccessKey,
  };
  expect(await look(bucket, "files")).toMatchObject([{ state: "ok" }]);
  expect(double.objects.size, "nothing is left").toBe(0);
  expect(await look({ ...bucket, AWS_SECRET_ACCESS_KEY: "another" }, "files")).toMatchObject([
    { state: "problem", todo: expect.stringMatching(/AWS_SECRET_ACCESS_KEY/) },
  ]);
  await double.close();
  expect(await look(bucket, "files")).toMatchObject([
    { state: "problem", found: expect.stringMatching(/ECONNREFUSED/) },
  ]);
  rmSync(EARSHOT_BLOBS, { recursive: true });
  writeFileSync(EARSHOT_BLOBS, "no folder");
  expect(await look({}, "files")).toMatchObject([
    { state: "problem", todo: expect.stringMatching(/writable, or choose another place with EARSHOT_BLOBS/) },
  ]);
  rmSync(EARSHOT_BLOBS);
});

test("the key is tried on what was sealed: the right one, another one, and none", async () => {
  const place = { EARSHOT_DATA: join(folder, "sealed") };
  await makeInstallation(place.EARSHOT_DATA);
  expect(await look(place, "secrets")).toMatchObject([{ state: "ok", found: "nothing is sealed yet" }]);
  await earshot(["webhooks", "create", "https://example.com/hooks"], place);
  await earshot(["apps", "update", "Demo", "--mode", "private"], place);
  expect(await look(place, "secrets")).toMatchObject([{ state: "ok", found: expect.stringContaining("opens all 2") }]);
  const EARSHOT_SECRET = Buffer.alloc(32, 7).toString("base64");
  expect(await look({ ...place, EARSHOT_SECRET }, "secrets")).toMatchObject([
    { state: "problem", found: expect.stringMatching(/^2 of 2 .* cannot be opened with EARSHOT_SECRET$/) },
  ]);
  rmSync(join(place.EARSHOT_DATA, "secret.key"));
  expect(await look(place, "secrets")).toMatchObject([
    {
      state: "problem",
      found: expect.stringContaining("there is no key"),
      todo: expect.stringMatching(/from a backup/),
    },
  ]);
});

test.skipIf(process.platform !== "linux")(
  "a place that can keep nothing is called so, and not a full disk",
  async () => {
    expect(await look({ EARSHOT_DATA: "/proc/earshot" }, "folder")).toMatchObject([
      { state: "problem", found: expect.not.stringMatching(/free/), todo: expect.stringMatching(/EARSHOT_DATA/) },
    ]);
  },
);

test("the address that browsers use: who answers there, whether it is safe, and whether visitors can be told apart", async () => {
  const stub = await startStub();
  expect(await look({}, "address")).toMatchObject([
    { state: "ok", found: expect.stringContaining("this machine only") },
  ]);
  expect(await look({ EARSHOT_URL: stub.url }, "address")).toMatchObject([{ state: "ok" }]);
  await stub.close();
  expect(await look({ EARSHOT_URL: stub.url }, "address")).toMatchObject([{ state: "warning" }]);
  expect(await look({ HOST: "0.0.0.0" }, "address")).toMatchObject([
    { state: "warning", todo: expect.stringMatching(/^Set EARSHOT_URL/) },
  ]);
  const found = await look({ EARSHOT_URL: "https://feedback.invalid" }, "address");
  expect(found.map(({ todo }) => todo)).toEqual([
    expect.stringMatching(/TRUST_PROXY_HOPS/),
    expect.stringMatching(/the name leads here/),
  ]);
  expect((await look({ EARSHOT_URL: "http://feedback.invalid" }, "address"))[0]?.todo).toMatch(/https/);
});

test.skipIf(!findRedis())("Redis is asked as the server would ask it", async () => {
  const redis = await startRedis();
  expect(await look({ REDIS_URL: redis.url }, "redis")).toMatchObject([{ state: "ok" }]);
  await redis.close();
  expect(await look({ REDIS_URL: redis.url }, "redis")).toMatchObject([
    { state: "warning", todo: expect.stringMatching(/REDIS_URL/) },
  ]);
});

test("PostgreSQL: its clock, a key that stands in a folder only, and a move that has not ended", async () => {
  const postgres = await startPostgres();
  const DATABASE_URL = await postgres.createDatabase("doctor");
  const place = new RegExp(`the database doctor at ${new URL(DATABASE_URL).host}`);
  expect(await look({ DATABASE_URL }, "database")).toMatchObject([
    { state: "warning", found: expect.stringMatching(place), todo: expect.stringMatching(/check DATABASE_URL\.$/) },
  ]);
  expect((await earshot(["keys", "list"], { DATABASE_URL })).err).toMatch(place);
  const engine = await openPostgresEngine(DATABASE_URL);
  expect(await look({ DATABASE_URL }, "clock")).toMatchObject([{ state: "ok" }]);
  expect(await look({ DATABASE_URL }, "secrets")).toMatchObject([
    { state: "warning", todo: expect.stringMatching(/^Set EARSHOT_SECRET to that file's line/) },
  ]);
  await beginMove(engine, "1".repeat(24), 1);
  expect(await look({ DATABASE_URL }, "database")).toMatchObject([
    { state: "problem", todo: expect.stringMatching(/earshot migrate again/) },
  ]);
  await engine.close();
  await postgres.close();
}, 60_000);
