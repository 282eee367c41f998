import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../build/services/postgres.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";
import { commandLine } from "./command-line.ts";
import type { MigrateAnswer } from "./migrate.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-migrate-"));
const data = join(folder, "data");
const SLOW = 60_000;
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, SLOW);
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

const TO = ["migrate", "--from", "sqlite", "--to", "postgres"] as const;
const place = (DATABASE_URL?: string) =>
  commandLine({ EARSHOT_DATA: data, PORT: "0", ...(DATABASE_URL ? { DATABASE_URL } : {}) });

const asking =
  (url: string, key: string) =>
  async (path: string, method = "GET", body?: unknown) => {
    const answer = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };

test(
  "a live installation moves, a second run brings what came since, and the new server answers with all of it",
  async () => {
    const databaseUrl = await postgres.createDatabase("moved");
    const old = await place().start();
    const key = old.keys?.secret ?? "";
    const before = asking(old.url, key);
    const submit = (content: string, more = {}) => before("/v1/feedback", "POST", { content, ...more });
    const first = await submit("the export stops", { tags: ["export"], screenshotDataUrl: dataUrl(samplePng()) });
    const second = await submit("to be deleted", { customerEmail: "ann@example.com" });
    for (let i = 0; i < 120; i++) await submit(`number ${i}`, { tags: [`t${i % 5}`] });
    const webhook = await before("/v1/webhooks", "POST", {
      url: "https://hooks.invalid/x",
      events: ["feedback.created"],
    });
    expect(webhook.status).toBe(201);

    const one = await place(databaseUrl).json<MigrateAnswer>(...TO);
    const table = (answer: MigrateAnswer, name: string) => answer.tables.find((row) => row.table === name);
    expect(table(one, "feedback")).toMatchObject({
      source: 122,
      destination: 122,
      copied: 122,
      changed: 0,
      removed: 0,
    });
    expect(one.secrets).toEqual({ sealed: 1, unreadable: 0 });

    // What has come is looked at: the move goes on all the same.
    const there = place(databaseUrl);
    expect((await there.json<{ data: unknown[] }>("keys", "list")).data).toHaveLength(2);
    expect((await there.json<{ data: unknown[] }>("export")).data).toHaveLength(122);

    // Meanwhile, on the old server: something new, something changed, something deleted.
    await submit("came later", { customerEmail: "bob@example.com" });
    await before(`/v1/feedback/${first.body.id}`, "PATCH", { status: "done" });
    expect((await before(`/v1/feedback/${second.body.id}`, "DELETE")).status).toBe(204);
    await old.stop();
    const two = await place(databaseUrl).json<MigrateAnswer>(...TO);
    expect(table(two, "feedback")).toMatchObject({ source: 122, destination: 122, copied: 1, changed: 1, removed: 1 });
    expect(table(two, "pictures")).toMatchObject({ source: 1, copied: 0, changed: 0 });
    expect(two.sourceChangedSince).toBe(false);

    const fresh = await place(databaseUrl).start();
    expect(fresh.keys, "nothing is set up anew").toBeNull();
    const after = asking(fresh.url, key);
    const found = await after("/v1/feedback?q=export");
    expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual([first.body.id]);
    expect(found.body.data[0]).toMatchObject({ status: "done", tags: ["export"] });
    expect((await after("/v1/feedback?q=deleted")).body.data).toEqual([]);
    expect((await after("/v1/feedback?q=bob")).body.data).toHaveLength(1);
    const rotated = await after(`/v1/webhooks/${webhook.body.id}/rotate`, "POST");
    expect(rotated.status).toBe(200);

    const refused = await place(databaseUrl).earshot(...TO);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/holds an installation already.*Name an empty/),
    ]);
    await fresh.stop();

    // And back, into an empty folder.
    const back = commandLine({ EARSHOT_DATA: join(folder, "back"), DATABASE_URL: databaseUrl, PORT: "0" });
    const third = await back.json<MigrateAnswer>("migrate", "--from", "postgres", "--to", "sqlite");
    expect(table(third, "feedback")).toMatchObject({ source: 122, destination: 122, copied: 122 });
    const database = new DatabaseSync(join(folder, "back", "earshot.db"));
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    database.close();
  },
  SLOW,
);
