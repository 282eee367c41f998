import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OwnDatabase, ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { newKeySchema } from "../../shared/contract/key.ts";
import { commandLine } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-first-start-"));
const EARSHOT_DATA = join(folder, "data");
let database: OwnDatabase;
beforeAll(async () => {
  database = await ownDatabase(EARSHOT_DATA, { isNew: true });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Doctor = { checks: Array<{ name: string; state: string; found: string }> };

test("on an empty place a command makes nothing, the first start makes an installation, and commands work while it runs", async () => {
  const { start, json, earshot } = commandLine({ EARSHOT_DATA, PORT: "0", ...settingsOf(database) });
  const found = async () =>
    (await json<Doctor>("doctor")).checks.find(({ name }) => name === "database") ?? expect.fail();
  const nothing = { state: "warning", found: expect.stringContaining("none yet") };
  expect(await found()).toMatchObject(nothing);
  expect(await earshot("keys", "list")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/there is no installation in .*Run earshot start first/),
  });
  expect(await found(), "a look makes nothing").toMatchObject(nothing);

  const server = await start();
  expect(server.keys?.secret).toMatch(/^ear_sk_/);
  const key = newKeySchema.parse(await json("keys", "create", "secret", "Reader", "--scope", "feedback:read"));
  const read = () => fetch(`${server.url}/v1/feedback`, { headers: { Authorization: `Bearer ${key.text}` } });
  expect((await read()).status).toBe(200);
  await json("keys", "revoke", "Reader");
  expect((await read()).status).toBe(401);
  expect((await earshot("export")).out).toBe("");
  expect(await found()).toMatchObject({ state: "ok", found: expect.stringContaining("whole, 0 feedback") });
  expect(await server.stop()).toBe(0);

  const again = await start();
  expect(again.keys, "a later start shows no key").toBeNull();
  await again.stop();
}, 60_000);
