import { expect, test } from "vitest";
import { type Answer, startAnsweringServer } from "../api/answering-server.ts";
import { DELIVERY } from "../contract/limits.ts";
import { memoryStorage } from "./memory-storage.ts";
import { accepted, ID, openPage, refused } from "./open-page.ts";
import { createQueue } from "./queue.ts";

test("a submission is stored before the first byte leaves, and gone when the server has it", async () => {
  const storage = memoryStorage();
  let storedMeanwhile = storage.heads();
  await using server = await startAnsweringServer(() => {
    storedMeanwhile = storage.heads();
    return accepted;
  });
  const page = openPage(server.url, { storage });
  await page.press();
  expect(page.deliveries).toMatchObject([{ state: "sending" }, { state: "sent", id: ID }]);
  expect(server.seen).toMatchObject([{ method: "POST", path: "/v1/feedback", body: '{"content":"Hello"}' }]);
  expect([(await storedMeanwhile).length, (await storage.heads()).length]).toEqual([1, 0]);
});

test("without an answer it is saved, sent later with the same key and body, and the screen then hears of it", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url);
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({
    state: "saved",
    nextTryAt: 1_000_500,
    problem: { code: "network_error" },
  });
  expect(page.wakes.at(-1)).toBe(1_000_500);
  await page.outbox.flush();
  expect(server.seen).toHaveLength(1); // not due yet
  answer = accepted;
  page.clock.now += 500;
  await page.outbox.flush();
  expect(page.deliveries.at(-1)).toEqual({ state: "sent", id: ID });
  expect(page.wakes.at(-1)).toBeUndefined();
  const [first, second] = server.seen;
  expect([second?.body, second?.headers["idempotency-key"]]).toEqual([first?.body, first?.headers["idempotency-key"]]);
});

test("a connection that comes back does not wait for the timer, but a server that asked for time is given it", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url);
  await page.press("offline");
  answer = refused(429, "rate_limited", { "Retry-After": "60" });
  await page.press("too fast");
  expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", nextTryAt: 1_060_000 });
  answer = accepted;
  await page.outbox.flush(true);
  expect(server.seen.map(({ body }) => JSON.parse(body).content)).toEqual(["offline", "too fast", "offline"]);
});

test("a refusal needs the user: kept, with its reason, and never tried by itself", async () => {
  await using server = await startAnsweringServer(() => refused(403, "origin_not_allowed"));
  const page = openPage(server.url);
  await page.press();
  const [head] = await page.queue.refused();
  expect(page.deliveries.at(-1)).toMatchObject({
    state: "needs-you",
    problem: { code: "origin_not_allowed" },
    entry: head?.id,
  });
  expect((await page.queue.read(head!.id))?.body).toBe('{"content":"Hello"}');
  page.clock.now += DELIVERY.retryForMs;
  await page.outbox.flush(true);
  expect(server.seen).toHaveLength(1);
});

test("a page that dies in the middle leaves an entry that the next page sends at once", async () => {
  let answer: Answer = "silence";
  await using server = await startAnsweringServer(() => answer);
  const dying = openPage(server.url);
  const sending = dying.press();
  while (server.seen.length === 0) await new Promise((later) => setTimeout(later, 5));
  dying.ends.abort();
  await sending;
  expect(dying.states()).toEqual(["sending"]);
  answer = accepted;
  const next = openPage(server.url, { storage: dying.storage, now: dying.clock.now });
  await next.outbox.flush();
  expect(server.seen[1]?.headers["idempotency-key"]).toBe(server.seen[0]?.headers["idempotency-key"]);
  expect(await dying.storage.heads()).toEqual([]);
});

test("when the queue is full the user is told and nothing is dropped or sent", async () => {
  await using server = await startAnsweringServer(() => "cut");
  const page = openPage(server.url);
  for (let count = 0; count < DELIVERY.entries; count++) await page.press(`number ${count}`);
  const tries = server.seen.length;
  await page.press("one too many");
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: { code: "storage_full" } });
  expect(page.deliveries.at(-1)).not.toHaveProperty("entry");
  expect(server.seen).toHaveLength(tries);
  expect(await page.storage.heads()).toHaveLength(DELIVERY.entries);
});

test("the queue counts bytes as well as entries", async () => {
  const queue = createQueue({ storage: memoryStorage() });
  const body = "é".repeat(DELIVERY.bytes / 4); // two bytes each: half of what there is room for
  const add = (id: string, text: string) => queue.add({ id, server: "s", key: "k", body: text });
  await add("a", body);
  await add("b", body);
  await expect(add("c", "x")).rejects.toMatchObject({ code: "storage_full" });
});

test("a storage that fails is told as needs-you and nothing is sent", async () => {
  await using server = await startAnsweringServer(() => accepted);
  const storage = memoryStorage();
  storage.add = async () => {
    throw new DOMException("gone", "InvalidStateError");
  };
  const page = openPage(server.url, { storage });
  await page.press();
  expect(page.states()).toEqual(["needs-you"]);
  expect(server.seen).toHaveLength(0);
});

test("two flushes at once send an entry once", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url);
  await page.press();
  answer = accepted;
  await Promise.all([page.outbox.flush(true), page.outbox.flush(true)]);
  expect(server.seen).toHaveLength(2);
});

test("an entry that is kept in memory only is saved with the word to leave the page open", async () => {
  await using server = await startAnsweringServer(() => "cut");
  const page = openPage(server.url);
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", leaveOpen: true });
});
