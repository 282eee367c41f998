import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fetch } from "../api/request.ts";
import type { Delivery } from "./delivery.ts";
import { file, startFileServer } from "./file-server.ts";
import { memoryStorage } from "./memory-storage.ts";
import { accepted, openPage, refused } from "./open-page.ts";
import { createOutbox } from "./outbox.ts";
import { createQueue } from "./queue.ts";

/** What can happen to one request on its way to a server that keeps its promise about idempotency keys. */
const FATES = [
  "accepted",
  "answer lost",
  "never arrives",
  "busy",
  "limited",
  "in flight",
  "portal",
  "refused",
] as const;
type Fate = (typeof FATES)[number];
/** What can happen on the page: send is pressed, time passes, the connection returns, the tab dies and another one opens. */
const step = fc.oneof(
  fc.record({ do: fc.constant("press" as const) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.nat(40 * 60_000) }),
  fc.record({ do: fc.constant("connected" as const) }),
  fc.record({ do: fc.constant("die" as const) }),
);

const json = (status: number, body: unknown, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const error = (status: number, code: string, headers = {}) =>
  json(status, { error: { code, message: "No.", requestId: "r" } }, headers);

const idempotentServer = (fates: Fate[]) => {
  const records = new Map<string, string>();
  let turn = 0;
  const fetch: Fetch = async (_url, { body, headers }) => {
    const fate = fates[turn++] ?? "accepted";
    const key = (headers as Record<string, string>)["Idempotency-Key"]!;
    if (fate === "never arrives") throw new TypeError("Failed to fetch");
    if (fate === "busy") return new Response("<h1>Bad gateway</h1>", { status: 502 });
    if (fate === "limited") return error(429, "rate_limited", { "Retry-After": "20" });
    if (fate === "in flight") return error(409, "idempotency_in_flight", { "Retry-After": "1" });
    if (fate === "portal") return new Response("<h1>Log in</h1>", { status: 200 });
    if (fate === "refused" && !records.has(key)) return error(403, "origin_not_allowed");
    expect(records.get(key) ?? body).toBe(body); // the same key always carries the same text
    records.set(key, String(body));
    if (fate === "answer lost") throw new TypeError("Failed to fetch");
    return json(201, { id: "0192a7c0ffee0192a7c0ffee", createdAt: "", status: "new" });
  };
  return { fetch, records };
};

test("whatever happens, each text is accepted once or still there, and the screen never lies", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...FATES), { maxLength: 40 }),
      fc.array(step, { maxLength: 25 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (fates, steps, dice) => {
        const server = idempotentServer(fates);
        const storage = memoryStorage();
        let now = 0;
        const open = () => {
          const options = { storage, now: () => now, random: () => dice.next().value };
          return createOutbox({ queue: createQueue(options), fetch: server.fetch, now: () => now });
        };
        let outbox = open();
        const pressed = new Map<string, string>();
        const shown = new Map<string, Delivery>();

        const check = async () => {
          const heads = new Map((await storage.heads()).map((head) => [head.id, head]));
          for (const [id, body] of pressed) {
            const accepted = server.records.get(id);
            const kept = heads.has(id) ? (await storage.read(id))?.body : undefined;
            expect(accepted ?? kept).toBe(body); // never lost
            if (!heads.has(id)) expect(accepted).toBe(body); // deleted only when accepted
            const delivery = shown.get(id);
            if (delivery?.state === "sent") expect(accepted).toBe(body);
            if (delivery?.state === "needs-you") expect(heads.get(id)?.state).toBe("needs-you");
          }
        };

        for (const one of steps) {
          if (one.do === "press") {
            const id = `id-${pressed.size}`;
            pressed.set(id, `{"content":"${id}"}`);
            const entry = { id, server: "https://feedback.example.com", key: "k", body: pressed.get(id)! };
            await outbox.submit(entry, (delivery) => shown.set(id, delivery));
          } else if (one.do === "wait") {
            now += one.ms;
            await outbox.flush();
          } else if (one.do === "connected") await outbox.flush(true);
          else outbox = open();
          await check();
        }
        // Given time and a server that answers, nothing is left waiting.
        for (let rounds = 0; rounds < fates.length + 2; rounds++) {
          now += 3_600_000;
          await outbox.flush();
        }
        expect((await storage.heads()).filter(({ state }) => state === "waiting")).toEqual([]);
        await check();
      },
    ),
    { numRuns: 300 },
  );
});

/** Two tabs of a browser without locks, over one storage that holds a submission with files, and a server that is back again. */
const twoTabs = async (names: string[], waits: () => number) => {
  const records = new Map<string, string>();
  let isDown = true;
  const server = await startFileServer((step, { body, headers }) => {
    if (isDown) return refused(503, "unavailable");
    if (step !== "submit") return undefined;
    const key = String(headers["idempotency-key"]);
    if (records.has(key)) return records.get(key) === body ? accepted : refused(422, "idempotency_mismatch");
    records.set(key, body);
    return accepted;
  });
  const storage = memoryStorage();
  const slow = () => {
    const late = async <T>(work: () => Promise<T>): Promise<T> => {
      for (let turns = waits(); turns > 0; turns--) await new Promise((done) => setImmediate(done));
      return work();
    };
    return {
      ...storage,
      read: (id: string) => late(() => storage.read(id)),
      update: (...all: Parameters<typeof storage.update>) => late(() => storage.update(...all)),
      remove: (id: string) => late(() => storage.remove(id)),
    };
  };
  const tabs = [openPage(server.url, { storage: slow() }), openPage(server.url, { storage: slow() })] as const;
  await tabs[0].press("Hello", { files: names.map((name) => file(name)) });
  isDown = false;
  for (const { clock } of tabs) clock.now += 1_000_000;
  return { server, storage, tabs, records };
};

test("two tabs without locks that send the same files at once send one text, and neither is told that it was refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("a.txt", "b.txt"), { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.nat(6)),
      async (names, waits) => {
        const { server, storage, tabs, records } = await twoTabs(names, () => waits.next().value);
        await using _ = server;
        await Promise.all(tabs.map(({ outbox }) => outbox.flush(true)));
        expect(tabs[0].states()).toEqual(["sending", "saved", "sent"]);
        expect([records.size, await storage.heads()]).toEqual([1, []]);
      },
    ),
    { numRuns: 40 },
  );
});

test("what the server has under its key with other copies of its files has arrived: it is not offered for a second sending", async () => {
  const { server, storage, tabs, records } = await twoTabs(["a.txt"], () => 0);
  await using _ = server;
  const [{ id } = expect.fail()] = await storage.heads();
  records.set(id, "the same, with other copies");
  await tabs[0].outbox.flush(true);
  expect(tabs[0].deliveries.at(-1)).toEqual({ state: "sent", id: "" });
  expect(await storage.heads()).toEqual([]);
});

test("what another tab says has arrived, while it was under way here too, is neither refused nor put back", async () => {
  const ears: ((event: { data: unknown }) => void)[] = [];
  const storage = memoryStorage();
  const shown: Delivery[] = [];
  const outbox = createOutbox({
    queue: createQueue({ storage }),
    others: { postMessage() {}, addEventListener: (_, listener) => void ears.push(listener) },
    async fetch() {
      ears[0]?.({ data: { id: "x", as: "0192a7c0ffee0192a7c0ffee" } });
      await storage.remove("x");
      return error(401, "invalid_user_token");
    },
  });
  await outbox.submit({ id: "x", server: "https://feedback.example.com", key: "k", body: "{}" }, (one) =>
    shown.push(one),
  );
  expect(shown.map(({ state }) => state)).toEqual(["sending", "sent"]);
  expect(await storage.heads()).toEqual([]);
});
