import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTheirs } from "../../server-stub/importing.ts";

const COUNT = 330;

let theirs: Awaited<ReturnType<typeof startTheirs>>;
beforeAll(async () => {
  theirs = await startTheirs(0);
  const key = theirs.keyOf("composite");
  const send = async (path: string, body: object) => {
    theirs.stub.clock.advance(1_000);
    expect((await theirs.ask(`/as/composite/v1/${path}`, { key, body })).status).toBeLessThan(300);
  };
  for (let from = 0; from < COUNT; from += 30)
    await send("batch", {
      events: Array.from({ length: 30 }, (_, at) => ({
        id: `event ${from + at}`,
        name: at % 2 ? "page_viewed" : "cart_opened",
        ...(at % 3 === 0 ? { userId: `user ${at}` } : at % 3 === 1 ? { anonymousId: `browser ${at}` } : {}),
        sessionId: `session ${from}`,
        timestamp: "2025-12-31T23:00:00.000Z",
        properties: { at, path: "/cart?ü=漢" },
      })),
    });
  for (const at of [0, 3, 6]) await send("identify", { userId: `user ${at}`, traits: { plan: "pro", at } });
}, 300_000);
afterAll(() => theirs.close());

const EVENTS = `SELECT event_id, name, session_id, properties, occurred_at, tracked_users.user_id, tracked_users.anonymous_id
  FROM tracked_events LEFT JOIN tracked_users ON tracked_users.id = tracked_user_id ORDER BY event_id`;
const USERS =
  "SELECT identity, user_id, anonymous_id, traits, first_seen_at, last_seen_at FROM tracked_users ORDER BY identity";

test("Composite's users and events come over once, after a kill and again, with their traits, times and ids", async () => {
  const { database, spawned, from, pull, countOf } = await theirs.ours("tracked", "composite");
  theirs.stub.faults.add({ method: "GET", path: "/as/composite/v1/", kind: "none", delayMs: 300, times: 1_000 });
  const child = spawned(from());
  const ended = once(child, "exit");
  await expect.poll(() => countOf("tracked_events"), { interval: 5, timeout: 120_000 }).toBeGreaterThan(50);
  child.kill("SIGKILL");
  await ended;
  theirs.stub.faults.clear();
  const before = await countOf("tracked_events");
  expect(before).toBeLessThan(COUNT);
  expect(await pull()).toMatchObject({ imported: COUNT - before, refused: 0 });
  const users = await countOf("tracked_users");
  expect(users).toBe(20);
  expect(await pull()).toMatchObject({ imported: 0, present: COUNT + users });
  expect(await database.look(EVENTS)).toEqual(await theirs.stub.database.look(EVENTS));
  expect(await database.look(USERS)).toEqual(await theirs.stub.database.look(USERS));
  const order = async (of: typeof database) =>
    (await of.look("SELECT session_id FROM tracked_events ORDER BY id DESC")).map(({ session_id }) => session_id);
  expect(await order(database)).toEqual(await order(theirs.stub.database));
  await database.drop();
}, 300_000);
