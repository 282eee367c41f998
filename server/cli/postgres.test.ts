import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../build/services/postgres.ts";
import { newKeySchema } from "../../shared/contract/key.ts";
import { commandLine } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-cli-postgres-"));
let postgres: RunningPostgres;
let DATABASE_URL: string;
beforeAll(async () => {
  postgres = await startPostgres();
  DATABASE_URL = await postgres.createDatabase("cli");
}, 60_000);
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

type Doctor = { checks: Array<{ name: string; state: string; found: string }> };

test("the commands work on PostgreSQL as they do on the embedded database, while a server runs on it", async () => {
  const { start, json, earshot } = commandLine({ EARSHOT_DATA: join(folder, "data"), DATABASE_URL, PORT: "0" });
  const database = async () =>
    (await json<Doctor>("doctor")).checks.find(({ name }) => name === "database") ?? expect.fail();
  expect(await database()).toMatchObject({ state: "warning", found: expect.stringContaining("none yet") });
  expect((await database()).found, "a look makes nothing").toContain("none yet");

  const server = await start();
  const key = newKeySchema.parse(await json("keys", "create", "secret", "Reader", "--scope", "feedback:read"));
  const read = () => fetch(`${server.url}/v1/feedback`, { headers: { Authorization: `Bearer ${key.text}` } });
  expect((await read()).status).toBe(200);
  await json("keys", "revoke", "Reader");
  expect((await read()).status).toBe(401);
  expect((await earshot("export")).out).toBe("");
  expect(await database()).toMatchObject({ state: "ok", found: expect.stringContaining("whole, 0 feedback") });
  await server.stop();
}, 60_000);
