import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OwnDatabase, ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { type AppAnswer, appListSchema, appSchema } from "../../shared/contract/app.ts";
import { keyListSchema, keySchema, newKeySchema } from "../../shared/contract/key.ts";
import { commandLine } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-cli-"));
const databases: OwnDatabase[] = [];
/** Settings of an installation of its own, on the engine that the tests run on. */
const settings = async (name: string) => {
  const EARSHOT_DATA = join(folder, name);
  const database = await ownDatabase(EARSHOT_DATA);
  databases.push(database);
  return { database, environment: { EARSHOT_DATA, PORT: "0", ...settingsOf(database) } };
};
const { environment } = await settings("data");
/** Each command is a process of its own, on a machine that may be busy. */
const SLOW = 30_000;
const { earshot, json, start } = commandLine(environment);
let server: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  server = await start();
}, SLOW);
afterAll(async () => {
  await server.stop();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, key: string, init: RequestInit = {}) =>
  fetch(server.url + path, { ...init, headers: { Authorization: `Bearer ${key}`, ...init.headers } });
const submit = (key: string, origin: string) =>
  ask("/v1/feedback", key, {
    method: "POST",
    headers: { Origin: origin, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "hello" }),
  });

test(
  "keys create --help teaches a new operator: the kinds, the origins, the scopes, examples",
  async () => {
    const { out } = await earshot("keys", "create", "--help");
    for (const taught of ["publishable", "secret", "*.example.com", "feedback:read", "--origin", "--expires", "90d"])
      expect(out).toContain(taught);
  },
  SLOW,
);

test("a key made on the command line works at once in the running server, rotates beside its successor, and is revoked", async () => {
  const made = newKeySchema.parse(await json("keys", "create", "publishable", "Shop", "--origin", "example.com"));
  expect((await submit(made.text, "https://shop.example.com")).status).toBe(201);
  expect((await submit(made.text, "https://evil.example")).status).toBe(403);

  const successor = newKeySchema.parse(await json("keys", "rotate", made.id, "--grace", "revoked"));
  expect((await submit(made.text, "https://example.com")).status).toBe(201);
  expect((await submit(successor.text, "https://example.com")).status).toBe(201);

  const ambiguous = await earshot("keys", "revoke", "Shop");
  expect([ambiguous.code, ambiguous.err]).toEqual([1, expect.stringMatching(/2 keys are called Shop\. Use an id: /)]);
  const third = newKeySchema.parse(await json("keys", "rotate", "Shop")); // the one that can be
  expect((await submit(successor.text, "https://example.com")).status).toBe(401);
  expect((await submit(third.text, "https://example.com")).status).toBe(201);
  const revoked = keySchema.parse(await json("keys", "revoke", made.id));
  expect(revoked.revokedAt).not.toBeNull();
  expect((await submit(made.text, "https://example.com")).status).toBe(401);
  const { data } = keyListSchema.parse(await json("keys", "list"));
  expect(data.map(({ name }) => name)).toEqual(["Demo page", "First secret key", "Shop", "Shop", "Shop"]);

  const audit = await (await ask("/v1/audit?action=key.revoked", server.keys?.secret ?? "")).json();
  expect(audit.data[0].actor).toEqual({ type: "server", id: "command line" });

  const { out } = await earshot("keys", "list");
  expect(out).toMatch(/Shop .*revoked \d{4}-\d{2}-\d{2}/);
  expect(out).not.toContain(made.text.slice(8, 40));
}, 30_000);

test("apps are made, changed and deleted, and the running server knows at once", async () => {
  const app = appSchema.parse(await json("apps", "create", "Bank", "--environment", "test"));
  const key = newKeySchema.parse(
    await json("keys", "create", "secret", "Bank reader", "--app", "Bank", "--scope", "apps:read"),
  );
  expect(((await (await ask(`/v1/apps/${app.id}`, key.text)).json()) as AppAnswer).environment).toBe("test");
  const changed = await json("apps", "update", "Bank", "--name", "The bank", "--limit", "secretKey=5", "--keep", "30");
  expect(changed).toMatchObject({ id: app.id, name: "The bank", limits: { secretKey: 5 }, retentionDays: 30 });
  expect((await ask("/v1/apps", key.text)).headers.get("x-ratelimit-limit")).toBe("5");
  expect(await json("apps", "delete", "The bank")).toMatchObject({ id: app.id, deleted: true });
  expect((await ask("/v1/apps", key.text)).status).toBe(401);
  expect(appListSchema.parse(await json("apps", "list")).data.map(({ name }) => name)).toEqual(["Demo"]);
}, 30_000);

test("hosts of images are named, replaced and taken back beside the app's other settings; what strangers could hold is refused", async () => {
  await json("apps", "create", "Museum", "--image-host", "images.example.com", "--image-host", "*.CDN.example");
  const settingsAfter = async (...words: string[]) =>
    appSchema.parse(await json("apps", "update", "Museum", ...words)).settings;
  expect(await settingsAfter("--keep", "30")).toEqual({
    imageRelay: { hosts: ["images.example.com", "*.cdn.example"] },
  });
  expect(await settingsAfter("--image-host", "pictures.example.com")).toEqual({
    imageRelay: { hosts: ["pictures.example.com"] },
  });
  const refused = await earshot("apps", "update", "Museum", "--image-host", "127.0.0.1");
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("must be the name of a public host")]);
  expect(await settingsAfter("--no-image-hosts")).toEqual({});
  await json("apps", "delete", "Museum");
}, 30_000);

test("members are added, get a role and a link that signs them in once", async () => {
  const member = await json<{ id: string }>("members", "add", "Ann Lee", "--role", "support");
  await json("members", "set-role", "Ann Lee", "engineering");
  const { url } = await json<{ url: string }>("members", "sign-in-link", member.id);
  const signIn = () =>
    fetch(`${server.url}/v1/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: url.split("#sign-in=")[1] }),
    });
  expect(await (await signIn()).json()).toMatchObject({ member: { name: "Ann Lee", role: "engineering" } });
  expect((await signIn()).status).toBe(401);
  expect(await json("members", "list")).toMatchObject({ data: [{ isOwner: true }, { id: member.id, isOwner: false }] });
}, 30_000);

test(
  "where there is no installation, a command says so and makes none",
  async () => {
    const empty = commandLine({ EARSHOT_DATA: join(folder, "nowhere") });
    const { code, err } = await empty.earshot("keys", "list");
    expect([code, err]).toEqual([1, expect.stringMatching(/no installation in .*nowhere\. Run earshot start first/)]);
    expect((await empty.earshot("doctor", "--json")).code).toBe(0);
    const again = await empty.earshot("keys", "list");
    expect(again.err).toContain("no installation");
  },
  SLOW,
);

type Doctor = { ok: boolean; checks: Array<{ name: string; state: string; found: string; todo: string | null }> };

test(
  "doctor finds all in order in a running installation, and knows its port",
  async () => {
    const { ok, checks } = await commandLine({ ...environment, PORT: new URL(server.url).port }).json<Doctor>("doctor");
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual([
      "node",
      "settings",
      "folder",
      "port",
      "address",
      "files",
      "database",
      "secrets",
      "clock",
    ]);
    expect(checks.find(({ name }) => name === "port")?.found).toContain("an Earshot answers there");
  },
  SLOW,
);

test.each([
  ["a broken setting", { PORT: "eighty" }, "settings", /README/],
  ["a folder that cannot be used", { EARSHOT_DATA: "/dev/null/x" }, "folder", /EARSHOT_DATA/],
  ["a database that is away", { DATABASE_URL: "postgres://u:p@127.0.0.1:1/x" }, "database", /DATABASE_URL/],
])(
  "doctor ends with 1 for %s, and says what to do",
  async (_, broken, name, todo) => {
    const { code, out } = await commandLine({ ...environment, ...broken }).earshot("doctor", "--json");
    expect(code).toBe(1);
    const report = JSON.parse(out) as Doctor;
    expect(report.ok).toBe(false);
    expect(report.checks.find((check) => check.state === "problem")).toMatchObject({
      name,
      todo: expect.stringMatching(todo),
    });
    expect(out).not.toContain("u:p@");
  },
  SLOW,
);

test("doctor sees a port that is taken, an owner without a role, a leaked key and a clock that went back", async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address() as { port: number };
  const { database, environment: place } = await settings("odd");
  await (await commandLine(place).start()).stop();
  const REDIS_URL = "redis://:secret@127.0.0.1:1";
  await database.change("UPDATE members SET role = NULL");
  await database.change("UPDATE keys SET leaked_at = 1 WHERE kind = 'secret'");
  const future = (Date.now() + 3_600_000).toString(16).padStart(12, "0");
  await database.change(
    `INSERT INTO feedback (app_id, id, created_at, updated_at, status, source_type, submission)
     SELECT id, '${future}000000000000', 1, 1, 'new', 'api', '{"content":"x"}' FROM apps`,
  );
  const { code, out } = await commandLine({ ...place, PORT: String(port), REDIS_URL }).earshot("doctor");
  other.close();
  expect(code).toBe(1);
  expect(out).toMatch(/BAD {3}port +.*taken by another program\n +Stop it, or choose another port with PORT/);
  expect(out).toMatch(/look {2}redis +127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)/);
  expect(out).not.toContain(":secret@");
  expect(out).toMatch(/BAD {3}clock +.*but a record was made at/);
  expect(out).toMatch(/BAD {3}team +Owner owns keys.*\n +Run earshot members set-role "Owner" ROLE/);
  expect(out).toMatch(/look {2}keys +.*"First secret key".*\n +Run earshot keys rotate [0-9a-f]{24}/);
}, 20_000);

test("what was counted until a stop is not lost", async () => {
  const place = commandLine((await settings("counted")).environment);
  const first = await place.start();
  const key = first.keys?.secret ?? "";
  const usage = async (url: string) => {
    const answer = await fetch(`${url}/v1/usage`, { headers: { Authorization: `Bearer ${key}` } });
    return ((await answer.json()) as { data: Array<{ requests: number }> }).data[0]?.requests;
  };
  for (let i = 0; i < 5; i++) await fetch(`${first.url}/v1/apps`, { headers: { Authorization: `Bearer ${key}` } });
  expect(await first.stop()).toBe(0);
  const second = await place.start();
  expect(await usage(second.url)).toBe(5);
  await second.stop();
}, 20_000);
