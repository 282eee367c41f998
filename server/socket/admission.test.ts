import { createServer, get, type IncomingMessage, type RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { admission } from "./admission.ts";

const closers: Array<() => void> = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server whose requests cost as many milliseconds of its clock as a test says, and whose turns come when the test says so. */
const serve = async (costMs: number) => {
  let now = 0;
  let turns: Array<() => void> = [];
  const begun: string[] = [];
  let refused = 0;
  const listener: RequestListener = (request, response) => {
    now += costMs;
    begun.push(request.url ?? "");
    response.end("done");
  };
  const options = {
    addressOf: ({ headers }: IncomingMessage) => String(headers["x-from"] ?? "somebody"),
    monotonic: () => now,
    onRefused: () => ({ "X-Refused": String(++refused) }),
    nextTurn: (run: () => void) => turns.push(run),
  };
  const server = createServer(admission(listener, options)).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as { port: number };
  let arrived = 0;
  let asked = 0;
  server.on("request", () => arrived++);
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const ask = (path: string, method = "GET", from = "somebody") =>
    new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve) => {
      get({ port, path, method, host: "127.0.0.1", agent: false, headers: { "x-from": from } }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
    });
  return {
    ask,
    begun,
    refusals: () => refused,
    /** Sends so many, and waits until the server has heard of all. */
    async crowd(count: number, from?: string) {
      asked += count;
      const heard = asked;
      const answers = Array.from({ length: count }, (_, i) => ask(`/v1/${i}`, "GET", from));
      await expect.poll(() => arrived, { timeout: 10_000 }).toBeGreaterThanOrEqual(heard);
      return answers;
    },
    turn() {
      const these = turns;
      turns = [];
      for (const run of these) run();
    },
    turnAll() {
      while (turns.length > 0) this.turn();
    },
  };
};

test("one begins when the sockets have been read, those that came with it in their turn, first come, first served", async () => {
  const server = await serve(1);
  const answers = await server.crowd(5);
  expect(server.begun).toHaveLength(0);
  server.turn();
  expect(server.begun).toHaveLength(1);
  server.turnAll();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(new Set(server.begun).size).toBe(5);
});

test("between two looks at the sockets so many begin as have time, not all that wait", async () => {
  const server = await serve(1);
  const answers = await server.crowd(20);
  server.turn();
  server.turn();
  expect(server.begun.length).toBeGreaterThan(1);
  expect(server.begun.length).toBeLessThan(6);
  server.turnAll();
  expect(server.begun).toHaveLength(20);
  await Promise.all(answers);
});

test("who would wait too long is refused at once, with an answer that a page can read and a time to come back", async () => {
  const server = await serve(10);
  const first = await server.crowd(20);
  server.turnAll(); // it learns that each takes 10 ms
  await Promise.all(first);
  const answers = await server.crowd(120);
  expect(server.refusals()).toBeGreaterThan(10);
  server.turnAll();
  const settled = await Promise.all(answers);
  const refused = settled.filter(({ status }) => status === 503);
  expect(settled.filter(({ status }) => status === 200).length + refused.length).toBe(120);
  expect(refused[0]?.headers).toMatchObject({
    "retry-after": "1",
    "x-refused": "1",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": expect.stringContaining("Retry-After"),
    "content-type": "application/json",
  });
  const { error } = JSON.parse(refused[0]?.text ?? "{}");
  expect(error).toEqual({
    code: "overloaded",
    message: "The server is busy. Try again in 1 s.",
    requestId: refused[0]?.headers["x-request-id"],
  });
});

test("a burst is no overload: as many may wait as can be done in the time", async () => {
  const server = await serve(0.1);
  const fromFour = async (count: number) => {
    const answers = await Promise.all(["a", "b", "c", "d"].map((from) => server.crowd(count, from)));
    server.turnAll();
    return Promise.all(answers.flat());
  };
  await fromFour(25); // it learns how quick it is
  expect((await fromFour(50)).every(({ status }) => status === 200)).toBe(true);
});

test("health, pages and preflights do not wait", async () => {
  const server = await serve(10);
  const waiting = await server.crowd(30);
  expect((await server.ask("/healthz")).status).toBe(200);
  expect((await server.ask("/v1/feedback", "OPTIONS")).status).toBe(200);
  expect(server.begun).toHaveLength(2);
  server.turnAll();
  await Promise.all(waiting);
});

test("what was begun and is not answered yet counts, too: nobody is let in to wait behind a slow disk", {
  timeout: 20_000,
}, async () => {
  const held: Array<() => void> = [];
  let now = 0;
  let refusals = 0;
  const listener: RequestListener = (_, response) => void held.push(() => response.end("done"));
  const options = {
    addressOf: () => "somebody",
    monotonic: () => (now += 5),
    onRefused: () => ({ "X-Refused": String(++refusals) }),
  };
  const server = createServer(admission(listener, options)).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const { port } = server.address() as { port: number };
  const answers = Array.from({ length: 200 }, () => fetch(`http://127.0.0.1:${port}/v1/x`));
  await expect.poll(() => held.length + refusals, { timeout: 10_000 }).toBe(200);
  expect(held.length).toBeGreaterThanOrEqual(64);
  expect(refusals).toBeGreaterThan(0);
  for (const answer of held) answer();
  expect((await Promise.all(answers)).filter(({ status }) => status === 200)).toHaveLength(held.length);
});

test("whoever asks without end takes half of the room at most: others are let in", async () => {
  const server = await serve(10);
  const many = await server.crowd(400, "flooder");
  const others = await server.crowd(40, "other");
  server.turnAll();
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual(others.map(() => 200));
  const statuses = (await Promise.all(many)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(200);
  // What was answered makes room again.
  const later = await server.crowd(40, "flooder");
  server.turnAll();
  expect((await Promise.all(later)).map(({ status }) => status)).toEqual(later.map(() => 200));
});
