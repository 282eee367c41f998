import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";
import type { Pulled } from "../import/pull.ts";
import { makeInstallation } from "./command-here.ts";
import { commandLine } from "./command-line.ts";

const COUNT = 240;

/** The products, and the kind of key that may read there. */
const PRODUCTS = [
  ["productsights", "productsights-secret"],
  ["productbridge", "productbridge-api"],
  ["userz", "userz-secret"],
] as const;
type Product = (typeof PRODUCTS)[number][0];

/** Another installation, which answers as the product. */
let theirs: Stub;
let receiver: Receiver;
const { ask } = asking(() => theirs);
const folder = mkdtempSync(join(tmpdir(), "earshot-import-"));
const keys: Record<string, string> = {};

const make = async (kind: string): Promise<string> =>
  (
    (await (await ask("/v1/keys", { body: { kind, name: "x", limits: { secretKey: 100_000 } } })).json()) as {
      text: string;
    }
  ).text;

beforeAll(async () => {
  [theirs, receiver] = await Promise.all([startStub(), startReceiver()]);
  for (const [name, kind] of PRODUCTS) keys[name] = await make(kind);
  for (let i = 0; i < COUNT; i++) {
    theirs.clock.advance(60_000);
    const answer = await ask("/v1/feedback", {
      body: {
        content: `number ${i}: Füße 漢字 🎈`,
        category: i % 2 ? "idea" : "problem",
        customerEmail: `p${i % 7}@example.com`,
        tags: [`t${i % 3}`],
        pageUrl: "https://shop.example.com/cart",
        ...(i % 10 ? {} : { screenshotDataUrl: dataUrl(samplePng(8, 8)) }),
        ...(i % 50 ? {} : { attachments: [await upload(`file ${i}`)] }),
      },
    });
    const { id } = (await answer.json()) as { id: string };
    if (i % 4 === 0) await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { status: "triaged" } });
  }
}, 120_000);
/** Its clock stands still, and with it what its limits give back. */
beforeEach(() => theirs.clock.advance(60_000));
afterAll(async () => {
  await Promise.all([theirs.close(), receiver.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (text: string): Promise<string> => {
  const asked = await ask("/v1/uploads", { body: { contentType: "text/plain", byteSize: text.length, kind: "file" } });
  const { id, url, headers } = (await asked.json()) as { id: string; url: string; headers: Record<string, string> };
  expect((await fetch(url, { method: "PUT", headers, body: text })).ok).toBe(true);
  return id;
};

/** An installation of ours to pull into, with nothing in it. */
const ours = async (name: string, product: Product) => {
  const EARSHOT_DATA = join(folder, name);
  const database = await ownDatabase(EARSHOT_DATA);
  await makeInstallation(EARSHOT_DATA, database.url);
  const line = commandLine({
    EARSHOT_DATA,
    ...settingsOf(database),
    PORT: "0",
    EARSHOT_IMPORT_KEY: keys[product] ?? "",
    EARSHOT_WEBHOOK_HOSTS: "localhost",
  });
  const from = (address = theirs.url) => ["import", product, "--from", `${address}/as/${product}`];
  return {
    ...line,
    database,
    from,
    pull: (...more: string[]) => line.json<Pulled>(...from(), ...more),
    records: async (): Promise<Feedback[]> =>
      ((await line.json<{ data: unknown[] }>("export")).data ?? []).map((record) => feedbackSchema.parse(record)),
    count: async () => Number((await database.look("SELECT count(*) AS count FROM feedback"))[0]?.count),
  };
};

/** What is the same wherever it is: all but ids, and the addresses made of them. */
const comparable = ({ id: _, app: _app, customerId: _customer, screenshot, attachments, ...rest }: Feedback) => ({
  ...rest,
  screenshot: screenshot && { ...screenshot, url: "" },
  attachments: attachments.map(({ contentType, kind, byteSize }) => ({ contentType, kind, byteSize })),
});

const allOfTheirs = async (): Promise<Feedback[]> => {
  const all: Feedback[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = (await (await ask(`/v1/feedback?limit=100${cursor && `&cursor=${cursor}`}`)).json()) as {
      data: Feedback[];
      nextCursor: string | null;
    };
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
};

test("a pull that is killed again and again goes on where it was, and in the end everything is here once, as it was there", async () => {
  const { database, spawned, from, pull, records, count } = await ours("killed", "userz");
  for (const least of [30, 90, 150]) {
    theirs.faults.add({ method: "GET", path: "/as/userz/v1/feedback", kind: "none", delayMs: 20, times: 10_000 });
    const child = spawned(from());
    const ended = once(child, "exit");
    await expect.poll(count, { interval: 5, timeout: 30_000 }).toBeGreaterThan(least);
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    theirs.faults.clear();
  }
  const before = await count();
  expect(before).toBeLessThan(COUNT);
  const asked = theirs.requests.length;
  // What comes while nobody looks stands at the top.
  theirs.clock.advance(60_000);
  await ask("/v1/feedback", { body: { content: "came meanwhile" } });
  const { imported, present, refused } = await pull();
  expect([imported, refused]).toEqual([COUNT + 1 - before, 0]);
  // It went on in the list, and then looked at its beginning.
  expect(present).toBeLessThan(before);
  const lists = theirs.requests.slice(asked).filter(({ path }) => path === "/as/userz/v1/feedback");
  expect(lists.length).toBeLessThan(5);
  const [here, there] = [await records(), await allOfTheirs()];
  // Userz knows neither categories nor tags.
  expect(here.map(comparable)).toEqual(there.map((record) => comparable({ ...record, category: null, tags: [] })));
  expect(await pull()).toMatchObject({ imported: 0, present: COUNT + 1 });
  expect(await count()).toBe(COUNT + 1);
  const rows = await database.look("SELECT count(*) AS places FROM imports");
  expect(Number(rows[0]?.places)).toBe(0);
  await database.drop();
}, 180_000);

/** Lines between us and the product that fail as lines do, and a product that answers with what it should not. */
const faultyLine = async () => {
  const answers: Array<{ status: number; headers?: Record<string, string>; body?: string } | "cut"> = [];
  let meanwhile: ((body: string) => string) | undefined;
  const server = createServer(async (request, response) => {
    const fault = request.url?.includes("?") ? answers.shift() : undefined;
    if (fault === "cut")
      return void response.writeHead(200, { "Content-Length": 10_000 }).write("{", () => request.socket.destroy());
    if (fault) return void response.writeHead(fault.status, fault.headers).end(fault.body);
    const { authorization = "" } = request.headers;
    const answer = await fetch(theirs.url + request.url, { headers: { authorization } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isList = answer.headers.get("content-type")?.includes("json");
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "" });
    response.end(isList && meanwhile ? meanwhile(bytes.toString()) : bytes);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    next: (...more: typeof answers) => void answers.push(...more),
    change: (how: typeof meanwhile) => {
      meanwhile = how;
    },
    close: () => new Promise((done) => server.close(done)),
  };
};

test("refusals, cut connections and answers that are no JSON are waited out; what cannot be read is left out, told and counted", async () => {
  const { database, earshot, from, count } = await ours("faults", "productsights");
  const line = await faultyLine();
  line.next(
    { status: 429, headers: { "Retry-After": "1" } },
    { status: 500 },
    "cut",
    { status: 200, body: "<html>" },
    { status: 503, headers: { "Retry-After": new Date(Date.now() + 1_000).toUTCString() } },
  );
  const bad = [
    { id: "bad-1", createdAt: "2026-01-01T00:00:00Z" },
    { id: "bad-2", content: "  ", createdAt: "2026-01-01T00:00:00Z" },
    { id: "bad-3", content: "x", createdAt: "once upon a time" },
    { id: "bad-4", content: "x", createdAt: "9999-01-01T00:00:00Z" },
    { id: "\u001b[2J", content: 7, createdAt: "2026-01-01T00:00:00Z" },
    null,
    [],
  ];
  const odd = [
    {
      id: "long",
      content: `${"x".repeat(9_000)}`,
      createdAt: "2026-01-01T00:00:00Z",
      tags: Array(30)
        .fill(0)
        .map((_, i) => `t${i}`),
    },
    {
      id: "odd",
      content: "an odd one \ud800 \u0000",
      createdAt: "2026-01-01T00:00:00.000Z",
      customerEmail: "nobody",
      pageUrl: "javascript:alert(1)",
      tags: ["a", 7, "a", "x".repeat(100)],
      status: "lost",
      sourceType: "fax",
    },
  ];
  let isFirst = true;
  line.change((body) => {
    if (!isFirst) return body;
    isFirst = false;
    const page = JSON.parse(body) as { insights: unknown[] };
    return JSON.stringify({ ...page, insights: [...bad, ...odd, ...page.insights] });
  });
  const started = performance.now();
  const { code, out, err } = await earshot(...from(line.url), "--json");
  const answer = JSON.parse(out) as Pulled;
  expect(performance.now() - started).toBeGreaterThan(2_000);
  expect(answer).toMatchObject({ imported: COUNT + 3, refused: bad.length, present: 0 });
  expect(code).toBe(1);
  expect(Object.values(answer.reasons).reduce((sum, of) => sum + of)).toBe(bad.length);
  expect(err).toContain("item bad-2 is left out: it has no text");
  expect(err).toContain("item bad-4 is left out: it says that it was sent in the future");
  expect(err).toContain("item long: content cut to 8192 characters");
  expect(err).toMatch(/answers 429: trying again in [12] s/);
  for (const said of [out, err]) expect(said).not.toMatch(/\[2J|javascript:|ps_/);
  expect(answer.notes).toMatchObject({ "its picture is not in ProductSights' list": COUNT / 10 });
  expect(await count()).toBe(COUNT + 3);
  // What was left out is looked at again, what is here is not.
  expect(JSON.parse((await earshot(...from(line.url), "--json")).out)).toMatchObject({ imported: 0, refused: 0 });
  await line.close();
  await database.drop();
}, 120_000);

test("two runs at once bring each item once; webhooks are told only where that is wanted", async () => {
  const { database, earshot, json, pull, from, count } = await ours("twice", "userz");
  await json("webhooks", "create", `${receiver.url}/hooks`, "--event", "feedback.created");
  const both = await Promise.all([pull(), pull()]);
  expect(both.reduce((sum, { imported }) => sum + imported, 0)).toBe(COUNT + 1);
  expect(await count()).toBe(COUNT + 1);
  const due = async () => Number((await database.look("SELECT count(*) AS due FROM deliveries"))[0]?.due);
  expect(await due()).toBe(0);
  // What was deleted here stays away.
  const { data } = await json<{ data: Feedback[] }>("export", "--q", "number 7");
  expect(data).toHaveLength(1);
  expect((await earshot("erase", data[0]?.customerEmail ?? "", "--yes")).code).toBe(0);
  const left = await count();
  expect(await pull()).toMatchObject({ imported: 0, present: COUNT + 1 });
  expect(await count()).toBe(left);
  await json("apps", "create", "Told");
  expect(await pull("--app", "Told", "--announce")).toMatchObject({ imported: COUNT + 1 });
  expect(await due()).toBe(COUNT + 1);
  const wrong = await earshot(...from(), "--app", "Told", "--from", `${theirs.url}/as/nobody`, "--json");
  expect([wrong.code, JSON.parse(wrong.out)]).toMatchObject([
    1,
    { error: { code: "refused", message: expect.stringContaining("Check --from") } },
  ]);
  await database.drop();
}, 120_000);

test.each(PRODUCTS)(
  "what %s lists is here once, in its order, with its time, status and tags",
  async (product) => {
    const { database, pull, records } = await ours(product, product);
    expect(await pull()).toMatchObject({ imported: COUNT + 1, refused: 0, tooOld: 0 });
    expect(await pull()).toMatchObject({ imported: 0, present: COUNT + 1 });
    const listed = ({ content, createdAt, updatedAt, status, tags }: Feedback) => ({
      content,
      createdAt,
      updatedAt,
      status,
      tags: product === "userz" ? [] : tags, // it knows none
    });
    expect((await records()).map(listed)).toEqual((await allOfTheirs()).map(listed));
    await database.drop();
  },
  60_000,
);

test("what is older than the app keeps feedback is not brought", async () => {
  const { database, json, pull, count } = await ours("old", "userz");
  await json("apps", "update", "Demo", "--keep", "30");
  expect(await pull()).toMatchObject({ imported: 0, tooOld: COUNT + 1, refused: 0 });
  expect(await count()).toBe(0);
  await database.drop();
}, 60_000);
