import { expect, test } from "vitest";
import { type Answer, startAnsweringServer } from "../api/answering-server.ts";
import { DELIVERY } from "../contract/limits.ts";
import { EarshotError } from "../errors.ts";
import type { Locks } from "./locks.ts";
import { memoryOverflow } from "./memory-overflow.ts";
import { memoryStorage } from "./memory-storage.ts";
import { accepted, ID, openPage, refused } from "./open-page.ts";

const YEAR = 365 * 24 * 3_600_000;
const full = async () => {
  throw new EarshotError("storage_full", "The disk is full.");
};
/** As good as IndexedDB, to the outbox. */
const device = () => ({ ...memoryStorage(), durable: true });

test.each<[string, Answer]>([
  ["the page of a captive portal", { status: 200, headers: { "Content-Type": "text/html" }, body: "<h1>Log in</h1>" }],
  ["a 200 with an id", { status: 200, body: JSON.stringify({ id: ID }) }],
  ["a 202 with an id", { status: 202, body: JSON.stringify({ id: ID }) }],
  ["a 201 without an id", { status: 201, body: "{}" }],
  ["a 201 with something else for an id", { status: 201, body: '{"id":"portal"}' }],
  ["a 201 without a body", { status: 201 }],
  ["a 204", { status: 204 }],
])("%s is not sent: it is saved and tried again", async (_name, answer) => {
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url);
  await page.press();
  expect(page.states()).toEqual(["sending", "saved"]);
  expect(await page.storage.heads()).toMatchObject([{ state: "waiting", attempts: 1 }]);
});

test.each([301, 302, 303, 307, 308])(
  "a redirect with %s is not followed: what was written goes nowhere else",
  async (status) => {
    await using portal = await startAnsweringServer(() => accepted);
    await using server = await startAnsweringServer(() => ({ status, headers: { Location: `${portal.url}/log-in` } }));
    const page = openPage(server.url);
    await page.press();
    expect(portal.seen).toEqual([]);
    expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", problem: { code: "network_error" } });
  },
);

test.each([
  [408, "internal_error"],
  [409, "idempotency_in_flight"],
  [425, "internal_error"],
  [429, "rate_limited"],
  [500, "internal_error"],
  [502, "internal_error"],
  [503, "overloaded"],
  [504, "internal_error"],
])("%s %s is saved and tried again", async (status, code) => {
  await using server = await startAnsweringServer(() => refused(status, code));
  const page = openPage(server.url);
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", nextTryAt: 1_000_500 });
});

test.each([400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 451])(
  "%s needs the user, and the text is kept",
  async (status) => {
    await using server = await startAnsweringServer(() => refused(status, "conflict"));
    const page = openPage(server.url);
    await page.press();
    expect(page.states()).toEqual(["sending", "needs-you"]);
    expect((await page.queue.read((await page.queue.refused())[0]?.id ?? ""))?.body).toBe('{"content":"Hello"}');
  },
);

test.each([
  ["0", 1_000],
  ["7", 7_000],
  ["86400", 3_600_000],
  [new Date(1_000_000 + 30_000).toUTCString(), 30_000],
  [new Date(1_000_000 + YEAR).toUTCString(), 3_600_000],
  [new Date(1_000_000 - YEAR).toUTCString(), 1_000],
])("Retry-After: %s is a wait of %s ms", async (header, wait) => {
  await using server = await startAnsweringServer(() => refused(503, "unavailable", { "Retry-After": header }));
  const page = openPage(server.url);
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ nextTryAt: 1_000_000 + wait });
});

test("a clock that is put back a year does not make the next try wait for a year, nor the week longer", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url, { now: 2 * YEAR });
  await page.press();
  page.clock.now -= YEAR;
  await page.outbox.flush();
  expect(server.seen).toHaveLength(2);
  page.clock.now += DELIVERY.retryForMs;
  await page.outbox.flush();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: { code: "network_error" } });
  answer = accepted;
});

test("a clock that is put forward a year sends what waits, or shows it", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url);
  await page.press();
  page.clock.now += YEAR;
  answer = accepted;
  await page.outbox.flush();
  expect(page.states()).toEqual(["sending", "saved", "sent"]);
});

test("a disk that is full does not stop what can be sent, and the form knows it is in memory only", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const page = openPage(server.url, { storage: memoryOverflow({ ...device(), add: full }) });
  await page.press("offline");
  expect(page.deliveries).toMatchObject([
    { state: "sending", leaveOpen: true },
    { state: "saved", leaveOpen: true },
  ]);
  answer = accepted;
  await page.press("online");
  expect(page.states().slice(2)).toEqual(["sending", "sent"]);
  await page.outbox.flush(true);
  expect(await page.storage.heads()).toEqual([]);
});

test("memory and device together hold no more than the queue may", async () => {
  await using server = await startAnsweringServer(() => "cut");
  const below = device();
  const storage = memoryOverflow(below);
  const page = openPage(server.url, { storage });
  for (let count = 0; count < DELIVERY.entries; count++) {
    await page.press(`number ${count}`);
    if (count === 24) below.add = full;
  }
  await page.press("one too many");
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: { code: "storage_full" } });
  expect(await storage.heads()).toHaveLength(DELIVERY.entries);
});

test("a failure that cannot be noted is shown, and this page does not hammer the server with it", async () => {
  await using server = await startAnsweringServer(() => refused(503, "unavailable", { "Retry-After": "60" }));
  const storage = { ...device(), update: full };
  const page = openPage(server.url, { storage });
  await page.press();
  expect(page.states()).toEqual(["sending", "needs-you"]);
  for (let times = 0; times < 5; times++) await page.outbox.flush(true);
  expect(server.seen).toHaveLength(1);
  expect(await page.storage.heads()).toHaveLength(1);
});

test("an accepted entry that cannot be removed is sent, and not sent again at once", async () => {
  await using server = await startAnsweringServer(() => accepted);
  const page = openPage(server.url, { storage: { ...device(), remove: full } });
  await page.press();
  for (let times = 0; times < 5; times++) await page.outbox.flush();
  expect([page.states(), server.seen.length]).toEqual([["sending", "sent"], 1]);
});

test("what somebody cleared while it was on its way, and did not arrive, is stored again", async () => {
  const storage = device();
  await using server = await startAnsweringServer(() => {
    void storage.heads().then(([head]) => storage.remove(head?.id ?? ""));
    return "cut";
  });
  const page = openPage(server.url, { storage });
  await page.press();
  expect(page.states()).toEqual(["sending", "saved"]);
  expect(await page.storage.heads()).toMatchObject([{ state: "waiting", attempts: 1 }]);
});

test("an entry that cannot be read, or whose server has no address, does not keep the others waiting", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  const storage = device();
  const page = openPage(server.url, { storage });
  const { read } = storage;
  await page.queue.add({ id: "no-address", server: "null", key: "k", body: "{}" });
  await page.press("unreadable");
  await page.press("fine");
  const [, unreadable] = await storage.heads();
  storage.read = async (id) => (id === unreadable?.id ? full() : read(id));
  answer = accepted;
  await page.outbox.flush(true);
  expect(server.seen.at(-1)?.body).toContain("fine");
  expect(await storage.heads()).toMatchObject([{ id: "no-address", state: "needs-you" }, { id: unreadable?.id }]);
});

test("where the browser refuses its locks, those of the page do", async () => {
  await using server = await startAnsweringServer(() => accepted);
  const locks: Locks = {
    request: async () => {
      throw new DOMException("Access to the Locks API is denied in this context.", "SecurityError");
    },
  };
  const page = openPage(server.url, { locks });
  await page.press();
  expect(page.states()).toEqual(["sending", "sent"]);
});

test("what was told to wait while others were being sent is given its time", async () => {
  const storage = device();
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(({ body }) => {
    const told = async () => {
      for (const { id } of (await storage.heads()).slice(1))
        await storage.update(id, (head) => ({ ...head, nextTryAt: 1_060_000, problem: undefined as never }));
    };
    if (answer !== "cut" && body.includes("first")) void told();
    return answer;
  });
  const page = openPage(server.url, { storage });
  await page.press("first");
  await page.press("second");
  answer = accepted;
  await page.outbox.flush(true);
  expect(server.seen.map(({ body }) => JSON.parse(body).content)).toEqual(["first", "second", "first"]);
});
