import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";
import { commandLine } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-export-"));
const EARSHOT_DATA = join(folder, "data");
const database = await ownDatabase(EARSHOT_DATA);
const { earshot, json, start } = commandLine({ EARSHOT_DATA, PORT: "0", ...settingsOf(database) });
let server: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  server = await start();
  for (let i = 0; i < 203; i++)
    await submit({
      content: `number ${i}`,
      category: i % 2 ? "idea" : "problem",
      customerEmail: `p${i % 3}@example.com`,
    });
  await submit({
    content: "=1+1",
    tags: ["sheet"],
    screenshotDataUrl: dataUrl(samplePng()),
    customerEmail: "Ann@example.com",
    attachments: [await upload("what Ann wrote down")],
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const files = (): string[] =>
  readdirSync(join(EARSHOT_DATA, "blobs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const upload = async (text: string): Promise<string> => {
  const asked = await fetch(`${server.url}/v1/uploads`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.keys?.secret}`, "Content-Type": "application/json" },
    body: JSON.stringify({ contentType: "text/plain", byteSize: text.length, kind: "file" }),
  });
  const { id, url, headers } = (await asked.json()) as { id: string; url: string; headers: Record<string, string> };
  expect((await fetch(url, { method: "PUT", headers, body: text })).ok).toBe(true);
  return id;
};

const submit = async (body: object): Promise<void> => {
  const answer = await fetch(`${server.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.keys?.secret}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
};
const list = async (query: string): Promise<Feedback[]> => {
  const answer = await fetch(`${server.url}/v1/feedback?${query}`, {
    headers: { Authorization: `Bearer ${server.keys?.secret}` },
  });
  return ((await answer.json()) as { data: Feedback[] }).data;
};

test("export writes every record once, newest first, as the API gives them, while the server runs", async () => {
  const { code, out } = await earshot("export");
  const records = out
    .trimEnd()
    .split("\n")
    .map((line) => feedbackSchema.parse(JSON.parse(line)));
  expect([code, records.length]).toEqual([0, 204]);
  expect(records[0]?.content).toBe("=1+1");
  expect(records.slice(0, 50)).toEqual(await list("limit=50"));
  const document = await json<{ data: Feedback[] }>("export");
  expect(document.data.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
}, 30_000);

test("export takes the filters of a list", async () => {
  const contents = async (...words: string[]) => (await json<{ data: Feedback[] }>("export", ...words)).data;
  expect(await contents("--category", "idea")).toHaveLength(101);
  expect((await contents("--tag", "sheet")).map(({ content }) => content)).toEqual(["=1+1"]);
  expect(await contents("--since", "2099-01-01")).toEqual([]);
  expect(await contents("--app", "Demo", "--q", "number 17")).toHaveLength(11); // 17 and 170 to 179
}, 30_000);

test("export writes a new file, readable by its owner alone, and overwrites none", async () => {
  const file = join(folder, "feedback.csv");
  const words = ["export", "--format", "csv", "--out", file];
  expect(await json(...words)).toEqual({ file, format: "csv", records: 204 });
  const text = readFileSync(file, "utf8");
  expect(text.startsWith("\ufeffid,app,")).toBe(true);
  expect(text).toContain("'=1+1");
  const again = await earshot(...words);
  expect([again.code, again.err]).toEqual([1, expect.stringMatching(/overwrites nothing\. Choose another name/)]);
  expect(readFileSync(file, "utf8")).toBe(text);
  const one = await earshot("export", "--tag", "sheet", "--out", join(folder, "one.ndjson"));
  expect(one.out).toMatch(/^ {2}Wrote 1 record to /);
  const wrong = await earshot("export", "--json", "--format", "csv");
  expect(wrong.err).toMatch(/do not go together/);
  expect((await earshot("export", "--status", "lost")).err).toMatch(/status: /);
}, 30_000);

test("erase shows first whom it would erase, and erases with --yes all that person sent", async () => {
  const shown = await json("erase", "ann@EXAMPLE.com");
  expect(shown).toMatchObject({ erased: false, customers: [{ email: "Ann@example.com", feedback: 1 }] });
  expect((await earshot("erase", "ann@example.com")).out).toMatch(/Nothing was erased\. Add --yes/);
  expect(await list("tag=sheet")).toHaveLength(1);

  expect(files()).toHaveLength(1);
  const done = await json("erase", "ann@example.com", "--yes");
  const counts = { customers: 1, feedback: 1, pictures: 1, attachments: 1 };
  expect(done).toMatchObject({ erased: true, counts, filesDeleted: true });
  expect(files()).toEqual([]);
  expect(await list("tag=sheet")).toEqual([]);
  const gone = await earshot("erase", "ann@example.com");
  expect([gone.code, gone.err]).toEqual([1, expect.stringMatching(/nobody here is ann@example\.com\. Give a whole/)]);
  expect((await earshot("erase", "p1@example")).code).toBe(1);
  const told = await earshot("erase", "p1@example.com", "--yes");
  expect(told.out).toMatch(
    /^ {2}Erased p1@example\.com: 1 person, 68 feedback, 68 events for webhooks\. Backups made before still hold them\./,
  );
}, 30_000);

test("who was only tracked is shown and erased by the id that the host has of them", async () => {
  const { text } = (await json("keys", "create", "composite-secret", "Events", "--scope", "events:write")) as {
    text: string;
  };
  const sent = await fetch(`${server.url}/as/composite/v1/events`, {
    method: "POST",
    headers: { Authorization: `Bearer ${text}`, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "signup", userId: "u-7" }),
  });
  expect(sent.status).toBe(201);
  expect(await json("erase", "u-7")).toMatchObject({ erased: false, customers: [], tracked: [{ userId: "u-7" }] });
  expect((await earshot("erase", "u-7", "--yes")).out).toContain("Erased u-7: 1 tracked profile, 1 tracked event.");
  expect((await earshot("erase", "u-7")).code).toBe(1);
}, 30_000);
