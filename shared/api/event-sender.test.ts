import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askingComposite, type List } from "../../server-stub/asking-composite.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { StoredEventAnswer } from "../contract/tracking.ts";
import { createEventSender, type EventSenderOptions, type SentEvent } from "./event-sender.ts";

const BATCH = "/as/composite/v1/batch";

let stub: Stub;
let apiKey: string;
let secret: string;
let ending: AbortController;
beforeEach(async () => {
  stub = await startStub();
  apiKey = (await make("public")).text;
  secret = (await make("secret")).text;
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  vi.useRealTimers();
  await stub.close();
});
const { askServer, make, mint, read } = askingComposite(() => stub);
const sender = (more: Partial<EventSenderOptions> = {}) =>
  createEventSender({ baseUrl: stub.url, apiKey, signal: ending.signal, random: () => 0, waitMs: 5, ...more });
const stored = async () => (await read<List<StoredEventAnswer>>("/v1/events?limit=100", secret)).data.toReversed();
const namesStored = async () => (await stored()).map(({ name }) => name);
const asked = () => stub.requests.filter(({ path }) => path === BATCH).length;

test("events go together, a batch full at once and the rest after a moment, each as it was when it was noted", async () => {
  const events = sender({ batchSize: 3, owner: { anonymousId: "a-1" } });
  const properties = { at: 1 };
  for (const name of ["1", "2", "3", "4"]) events.track(name, properties);
  properties.at = 2;
  await expect.poll(namesStored).toEqual(["1", "2", "3", "4"]);
  expect(asked()).toBe(2);
  expect((await stored())[3]).toMatchObject({ anonymousId: "a-1", properties: { at: 1 } });
});

test("an answer that is lost makes nothing twice; who is away is asked again until they are back", async () => {
  stub.faults.add({ path: BATCH, kind: "lose-answer" });
  stub.faults.add({ path: BATCH, kind: "cut" });
  stub.faults.add({ path: BATCH, kind: "status", status: 503 });
  const events = sender();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true, advanceTimeDelta: 500 });
  events.track("once");
  await events.flush();
  vi.useRealTimers();
  expect(await namesStored()).toEqual(["once"]);
  expect(asked()).toBe(4);
});

test("each refusal for too many doubles the wait, with chance on top, and Retry-After is honoured", async () => {
  vi.useFakeTimers();
  const waits: number[] = [];
  let last = Date.now();
  const answers = [...Array(9)].map(() => new Response(null, { status: 429 }));
  answers[2] = new Response(null, { status: 429, headers: { "Retry-After": "90" } });
  const events = sender({
    random: () => 0.5,
    fetch: async () => {
      waits.push(Date.now() - last);
      last = Date.now();
      return answers.shift() ?? Response.json({ rejected: [] });
    },
  });
  events.track("x");
  const sent = events.flush();
  await vi.runAllTimersAsync();
  await sent;
  // Half of the step, and half of the other half: 1 s doubles to a minute.
  expect(waits).toEqual([0, 750, 1_500, 91_000, 6_000, 12_000, 24_000, 45_000, 45_000, 45_000]);
});

test("what the server refuses is given up and told, and holds up no other", async () => {
  const dropped: Array<[string[], string]> = [];
  const onDropped = (events: SentEvent[], reason: string) =>
    void dropped.push([events.map(({ name }) => name), reason]);
  const events = sender({ onDropped });
  events.track("good");
  events.track("x".repeat(200));
  await events.flush();
  expect(await namesStored()).toEqual(["good"]);
  expect(dropped).toEqual([[["x".repeat(200)], "refused"]]);
  const wrong = sender({ apiKey: `${apiKey}x`, onDropped });
  wrong.track("lost");
  await wrong.flush();
  expect(dropped[1]).toEqual([["lost"], "refused"]);
});

test("so many are kept while nothing can be sent, the newest; none is sent once the signal is aborted", async () => {
  const dropped: string[] = [];
  const fetch = async (): Promise<Response> => {
    throw new TypeError("offline");
  };
  const events = sender({ keep: 3, fetch, onDropped: (gone) => void dropped.push(...gone.map(({ name }) => name)) });
  for (const name of ["1", "2", "3", "4", "5"]) events.track(name);
  expect(dropped).toEqual(["1", "2"]);
  const flushed = events.flush();
  ending.abort();
  await flushed;
  const late = sender();
  late.track("late");
  await late.flush();
  expect(asked()).toBe(0);
});

test("in private mode the user token goes along; an address or a key that cannot work is told at once", async () => {
  await askServer("/v1/apps/000000000000000000000a01", { method: "PATCH", body: { mode: "private" } });
  const token = (await mint("ann"))["Earshot-User-Token"];
  const events = sender({ userToken: () => token });
  events.track("hers");
  await events.flush();
  expect(await stored()).toMatchObject([{ name: "hers", userId: "ann" }]);
  for (const wrong of [{ baseUrl: "feedback.example" }, { apiKey: "a key" }])
    expect(() => sender(wrong)).toThrow(expect.objectContaining({ code: "invalid_options" }));
});
