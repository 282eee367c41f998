import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Product, startTheirs } from "../../server-stub/importing.ts";
import type { Feedback } from "../../shared/contract/record.ts";

const COUNT = 240;

let theirs: Awaited<ReturnType<typeof startTheirs>>;
beforeAll(async () => {
  theirs = await startTheirs(COUNT);
}, 300_000);
/** Its clock stands still, and with it what its limits give back. */
beforeEach(() => theirs.stub.clock.advance(60_000));
afterAll(() => theirs.close());

/** What is the same wherever it is: all but ids, and the addresses made of them. */
const comparable = ({ id: _, app: _app, customerId: _customer, screenshot, attachments, ...rest }: Feedback) => ({
  ...rest,
  screenshot: screenshot && { ...screenshot, url: "" },
  attachments: attachments.map(({ contentType, kind, byteSize }) => ({ contentType, kind, byteSize })),
});

test("a pull that is killed again and again goes on where it was, and in the end everything is here once, as it was there", async () => {
  const { database, spawned, from, pull, records, countOf } = await theirs.ours("killed", "userz");
  for (const least of [30, 90, 150]) {
    theirs.stub.faults.add({ method: "GET", path: "/as/userz/v1/feedback", kind: "none", delayMs: 20, times: 10_000 });
    const child = spawned(from());
    const ended = once(child, "exit");
    await expect.poll(() => countOf("feedback"), { interval: 5, timeout: 120_000 }).toBeGreaterThan(least);
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    theirs.stub.faults.clear();
  }
  const before = await countOf("feedback");
  expect(before).toBeLessThan(COUNT);
  const asked = theirs.stub.requests.length;
  // What comes while nobody looks stands at the top.
  theirs.stub.clock.advance(60_000);
  await theirs.ask("/v1/feedback", { body: { content: "came meanwhile" } });
  const { imported, present, refused } = await pull();
  expect([imported, refused]).toEqual([COUNT + 1 - before, 0]);
  // It went on in the list, and then looked at its beginning.
  expect(present).toBeLessThan(before);
  const lists = theirs.stub.requests.slice(asked).filter(({ path }) => path === "/as/userz/v1/feedback");
  expect(lists.length).toBeLessThan(5);
  const [here, there] = [await records(), await theirs.records()];
  // Userz knows neither categories nor tags.
  expect(here.map(comparable)).toEqual(there.map((record) => comparable({ ...record, category: null, tags: [] })));
  expect(await pull()).toMatchObject({ imported: 0, present: COUNT + 1 });
  expect(await countOf("feedback")).toBe(COUNT + 1);
  expect(await countOf("imports")).toBe(0);
  await database.drop();
}, 300_000);

test("two runs at once bring each item once; webhooks are told only where that is wanted", async () => {
  const { database, earshot, json, pull, from, countOf } = await theirs.ours("twice", "userz");
  await json("webhooks", "create", "https://example.com/hooks", "--event", "feedback.created");
  const both = await Promise.all([pull(), pull()]);
  expect(both.reduce((sum, { imported }) => sum + imported, 0)).toBe(COUNT + 1);
  expect(await countOf("feedback")).toBe(COUNT + 1);
  expect(await countOf("deliveries")).toBe(0);
  // What was deleted here stays away.
  const { data } = await json<{ data: Feedback[] }>("export", "--q", "number 7");
  expect(data).toHaveLength(1);
  expect((await earshot("erase", data[0]?.customerEmail ?? "", "--yes")).code).toBe(0);
  const left = await countOf("feedback");
  expect(await pull()).toMatchObject({ imported: 0, present: COUNT + 1 });
  expect(await countOf("feedback")).toBe(left);
  await json("apps", "create", "Told");
  expect(await pull("--app", "Told", "--announce")).toMatchObject({ imported: COUNT + 1 });
  expect(await countOf("deliveries")).toBe(COUNT + 1);
  const wrong = await earshot(...from(), "--app", "Told", "--from", `${theirs.stub.url}/as/nobody`, "--json");
  expect([wrong.code, JSON.parse(wrong.out)]).toMatchObject([
    1,
    { error: { code: "refused", message: expect.stringContaining("Check --from") } },
  ]);
  await database.drop();
}, 300_000);

/** What a product's list has of each, beside its words and times. */
const KNOWN: Record<Exclude<Product, "composite">, Array<"status" | "tags">> = {
  productsights: ["status", "tags"],
  productbridge: ["status", "tags"],
  userz: ["status"],
  insighto: [],
};

test.for(Object.entries(KNOWN) as Array<[Product, string[]]>)(
  "what %s lists is here once, in its order, with its time and what else it knows",
  { timeout: 300_000 },
  async ([product, known]) => {
    const { database, pull, records, countOf } = await theirs.ours(product, product);
    const there = await theirs.records();
    const people = product === "insighto" ? new Set(there.flatMap(({ customerEmail }) => customerEmail ?? [])).size : 0;
    expect(await pull()).toMatchObject({ imported: there.length + people, refused: 0, tooOld: 0 });
    expect(await pull()).toMatchObject({ imported: 0, present: there.length + people });
    const listed = ({ content, createdAt, updatedAt, status, tags }: Feedback) => [
      ...[content, createdAt, updatedAt],
      ...(known.includes("status") ? [status] : []),
      ...(known.includes("tags") ? [tags] : []),
    ];
    expect((await records()).map(listed)).toEqual(there.map(listed));
    expect(await countOf("replies")).toBe(product === "insighto" ? COUNT / 20 : 0);
    await database.drop();
  },
);

test("conversations come with what was said in them, at its time, by either side, and with the person whom they are of", async () => {
  const { database, pull, json, start } = await theirs.ours("conversations", "insighto");
  // While a server runs, which shows each as it would show any.
  const server = await start();
  const words = ["keys", "create", "secret", "Reader", "--app", "Demo", "--scope", "feedback:read"];
  const { text: key } = await json<{ text: string }>(...words);
  await pull();
  const answer = await fetch(`${server.url}/v1/feedback?limit=1`, { headers: { Authorization: `Bearer ${key}` } });
  const there = await theirs.records();
  expect(await answer.json()).toMatchObject({ data: [{ content: there[0]?.content, createdAt: there[0]?.createdAt }] });
  await server.stop();
  const replies = await database.look("SELECT author, content, created_at FROM replies ORDER BY id");
  const [first] = replies;
  expect(JSON.parse(String(first?.content))).toBe("Thank you for number 0");
  expect(JSON.parse(String(first?.author))).toEqual({ type: "key", id: "import", name: "Insighto" });
  const { data } = await json<{ data: Feedback[] }>("export", "--q", "number 0");
  expect(data).toMatchObject([{ customerEmail: "p0@example.com", category: "problem" }]);
  expect(Number(first?.created_at)).toBe(Date.parse(data[0]?.updatedAt ?? ""));
  const people = await database.look("SELECT email, added_at FROM customers ORDER BY email");
  expect(people.map(({ email }) => email)).toEqual(Array.from({ length: 7 }, (_, i) => `p${i}@example.com`));
  await database.drop();
}, 300_000);

test("what is older than the app keeps feedback is not brought", async () => {
  const { database, json, pull, countOf } = await theirs.ours("old", "userz");
  await json("apps", "update", "Demo", "--keep", "30");
  expect(await pull()).toMatchObject({ imported: 0, tooOld: COUNT + 1, refused: 0 });
  expect(await countOf("feedback")).toBe(0);
  await database.drop();
}, 300_000);
