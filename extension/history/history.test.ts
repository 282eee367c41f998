import { beforeEach, expect, test } from "vitest";
import { EarshotError } from "../../shared/errors.ts";
import { createQueue, memoryStorage } from "../../shared/transport/index.ts";
import { type Connection, settings } from "../settings.ts";
import { storageArea } from "../testing/storage-double.ts";
import { historyIn, remembered } from "./history.ts";

const connection: Connection = {
  id: "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d11",
  server: "https://feedback.example.com",
  key: `ear_pub_${"a".repeat(49)}`,
  app: { id: "0123456789abcdef01234567", name: "Shop" },
};
const { server, key } = connection;
const FEEDBACK = "68e25d000000000000000001";

const setUp = () => {
  const area = storageArea();
  const queue = createQueue({ storage: memoryStorage() });
  const history = historyIn(settings(area).history, navigator.locks);
  return {
    area,
    queue,
    history,
    reconcile: () => history.reconcile(queue, async () => [connection]),
    /** Stores a submission as the worker does, which may be stopped before it writes it into the history. */
    async store(content: string, { isStopped = false } = {}) {
      const id = crypto.randomUUID();
      const submission = { content, pageTitle: "Orders", screenshotDataUrl: "data:image/png;base64,AAAA" };
      await queue.add({ id, server, key, body: JSON.stringify(submission) });
      if (!isStopped) await history.stored(remembered(id, submission, connection, 1));
      return id;
    },
    states: async () => (await history.all()).map(({ words, state }) => `${words}: ${state}`),
  };
};
let there: ReturnType<typeof setUp>;
beforeEach(() => {
  there = setUp();
});

const refuse = async (id: string) => {
  const entry = await there.queue.read(id);
  await there.queue.failed(entry!, new EarshotError("invalid_body", "Too strange.", { status: 422 }));
};

test("it keeps how a message begins, where it went and when; neither its picture nor the key", async () => {
  const id = await there.store(`  One\n\n${"very ".repeat(40)}long`);
  const [entry] = await there.history.all();
  expect(entry).toEqual({
    id,
    server,
    app: connection.app,
    title: "Orders",
    words: `${`One ${"very ".repeat(40)}`.slice(0, 120)}…`,
    at: 1,
    state: "waiting",
  });
  expect(JSON.stringify(there.area.kept)).not.toMatch(/base64|ear_pub_/);
});

test("what the server took is sent, with the feedback it has become, and stays so", async () => {
  const id = await there.store("Hello");
  await there.history.sent(id, FEEDBACK);
  await there.queue.remove(id);
  await there.reconcile();
  await there.history.stored(remembered(id, { content: "Hello" }, connection, 1));
  expect(await there.history.all()).toMatchObject([{ state: "sent", feedback: FEEDBACK }]);
});

test("what was refused says why; once its writer has it back it is here no more", async () => {
  const id = await there.store("Hello");
  await refuse(id);
  await there.reconcile();
  expect(await there.history.all()).toMatchObject([
    { state: "refused", reason: { code: "invalid_body", message: "Too strange." } },
  ]);
  await there.history.discard(id, there.queue.remove);
  expect(await there.history.all()).toEqual([]);
  expect(await there.queue.heads()).toEqual([]);
});

test("of a worker stopped in the middle, the next finds in the queue what stands where", async () => {
  const unwritten = await there.store("Unwritten", { isStopped: true });
  const arrived = await there.store("Arrived");
  const thrownAway = await there.store("Thrown away");
  await refuse(thrownAway);
  await there.reconcile();
  for (const id of [arrived, thrownAway]) await there.queue.remove(id);
  await there.store("Waits");
  await there.reconcile();
  expect((await there.states()).sort()).toEqual(["Arrived: sent", "Unwritten: waiting", "Waits: waiting"]);
  const found = (await there.history.all()).find(({ id }) => id === unwritten);
  expect(found).toMatchObject({ app: connection.app, title: "Orders" });
});

test("what cannot be read of the queue changes nothing", async () => {
  await there.store("Hello");
  const heads = () => Promise.reject(new EarshotError("storage_unavailable", "Closed."));
  const asked = there.history.reconcile({ ...there.queue, heads }, async () => []);
  await expect(asked).rejects.toThrow("Closed.");
  expect(await there.states()).toEqual(["Hello: waiting"]);
});

test("the last 50 are kept, and before any that was sent those that still wait", async () => {
  const waits = await there.store("Waits");
  for (let at = 2; at < 60; at++) {
    const id = crypto.randomUUID();
    await there.history.stored(remembered(id, { content: `Sent ${at}` }, connection, at));
    await there.history.sent(id, FEEDBACK);
  }
  const all = await there.history.all();
  expect(all).toHaveLength(50);
  expect(all[0]).toMatchObject({ words: "Sent 59" });
  expect(all.at(-1)).toMatchObject({ id: waits, state: "waiting" });
});

test("clearing forgets what was sent, and only that; of one app, if told so; then nothing is stored", async () => {
  const other = { ...connection, app: { ...connection.app, id: "0123456789abcdef01234568" } };
  const ids = [await there.store("Here"), crypto.randomUUID()] as const;
  await there.history.stored(remembered(ids[1], { content: "There" }, other, 2));
  for (const id of ids) await there.history.sent(id, FEEDBACK);
  const waits = await there.store("Waits");
  await there.history.clear(other);
  expect((await there.states()).sort()).toEqual(["Here: sent", "Waits: waiting"]);
  await there.history.clear();
  expect(await there.states()).toEqual(["Waits: waiting"]);
  await there.history.discard(waits, there.queue.remove);
  expect(there.area.kept).toEqual({});
});
