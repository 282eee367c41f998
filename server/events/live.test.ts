import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Listening, listening } from "../../server-stub/listening.ts";
import { addMember, sessionOf } from "../../server-stub/members.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { firstIdAt } from "../ids.ts";

let stub: Stub;
let open: Listening[] = [];
beforeEach(async () => {
  stub = await startStub({ beatMs: 50, trustedProxyHops: 1 });
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
  await stub.close();
});
const { ask, submit } = asking(() => stub);
const listen = async (more: Ask = {}, query = ""): Promise<Listening> => {
  const one = await listening(ask(`/v1/events${query}`, more));
  open.push(one);
  return one;
};
const asMember = async () => ({ key: null, headers: { Cookie: await signIn(stub) } });
const idOf = async (answer: Promise<Response>): Promise<string> => ((await (await answer).json()) as { id: string }).id;
const names = ({ events }: Listening) => events.map(({ name }) => name);
/** What came before is told by then: a beat comes after it. */
const settled = async (one: Listening): Promise<void> => {
  await wait(100);
  const { beats } = one;
  const before = beats();
  await expect.poll(beats).toBeGreaterThan(before + 1);
};

test("what happens is told within a second, to keys and members: what it is and to what, and nothing of what was written", async () => {
  const [key, member] = [await listen(), await listen(await asMember())];
  expect(key.answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(key.answer.headers.get("cache-control")).toBe("no-store");
  const begun = performance.now();
  const id = await idOf(submit({ content: "the cart is broken", customerEmail: "ann@example.com" }));
  await expect.poll(() => names(member)).toEqual(["feedback.created"]);
  expect(performance.now() - begun).toBeLessThan(1_000);
  await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { status: "triaged" } });
  const reply = await idOf(ask(`/v1/feedback/${id}/replies`, { body: { content: "thank you" } }));
  await expect.poll(() => names(member).sort()).toEqual(["feedback.created", "feedback.updated", "reply.created"]);
  await ask(`/v1/feedback/${id}`, { method: "DELETE" }); // which forgets what was not told yet
  const types = ["feedback.created", "feedback.updated", "reply.created", "feedback.deleted"];
  await expect.poll(() => names(member).sort()).toEqual(types.toSorted());
  await expect.poll(() => names(key).sort()).toEqual(types.toSorted());
  const about = { app: STUB_APP_ID, at: "2026-01-01T12:00:00.000Z" };
  const of = (type: string) => key.events.find(({ name }) => name === type)?.data;
  expect(of("feedback.created")).toEqual({ ...about, type: "feedback.created", subject: id, feedback: id });
  expect(of("feedback.deleted")).toEqual({ ...about, type: "feedback.deleted", subject: id, feedback: id });
  expect(of("reply.created")).toMatchObject({ subject: reply });
  expect(JSON.stringify(member.events)).not.toMatch(/cart|ann@|thank you/);
});

test("what another process wrote is told within a second", async () => {
  const one = await listen();
  const begun = performance.now();
  await stub.database.change(
    `INSERT INTO events (id, organization_id, app_id, type, subject_id, created_at)
     VALUES ('${firstIdAt(stub.clock.now())}', '000000000000000000000001', '${STUB_APP_ID}', 'feedback.created', '0000000000000000000000f1', ${stub.clock.now()})`,
  );
  await expect.poll(() => one.events.map(({ data }) => data.subject)).toEqual(["0000000000000000000000f1"]);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test("a key hears its own app alone and nothing about keys; another organization is heard by nobody", async () => {
  const other = await addTestApp(stub);
  const [ours, theirs, member] = [
    await listen(),
    await listen({ key: other.secretKey }),
    await listen(await asMember()),
  ];
  const { text } = await addSecretKey(stub, STUB_APP_ID);
  await submit({ content: "x" }, { key: text, origin: PAGE }); // leaks it
  await submit({ content: "of ours" });
  await ask("/v1/feedback", { key: other.secretKey, body: { content: "of theirs" } });
  await stub.database.change(
    `INSERT INTO events (id, organization_id, app_id, type, subject_id, created_at)
     VALUES ('${firstIdAt(stub.clock.now())}', '0000000000000000000000ee', NULL, 'feedback.created', '0000000000000000000000f1', ${stub.clock.now()})`,
  );
  await expect.poll(() => names(member).sort()).toEqual(["feedback.created", "feedback.created", "key.leaked"]);
  for (const one of [ours, theirs, member]) await settled(one);
  expect(ours.events.map(({ name, data }) => [name, data.app])).toEqual([["feedback.created", STUB_APP_ID]]);
  expect(theirs.events.map(({ name, data }) => [name, data.app])).toEqual([["feedback.created", other.id]]);
  expect(member.events).toHaveLength(3);
});

test("who was cut off resumes where it was, without a gap, by Last-Event-ID or by a time", async () => {
  const first = await listen();
  const before = await idOf(submit({ content: "heard" }));
  await expect.poll(() => first.events.length).toBe(1);
  const beats = first.beats();
  stub.clock.advance(60_000);
  await expect.poll(() => first.beats()).toBeGreaterThan(beats + 1);
  await first.close();
  const at = new Date(stub.clock.now()).toISOString();
  stub.clock.advance(1_000);
  const missed = [await idOf(submit({ content: "one" })), await idOf(submit({ content: "two" }))];
  stub.clock.advance(20_000);
  for (const again of [
    await listen({ headers: { "Last-Event-ID": first.lastId() } }),
    await listen({}, `?since=${at}`),
  ])
    await expect.poll(() => again.events.map(({ data }) => data.subject)).toEqual(missed);
  const all = await listen({ headers: { "Last-Event-ID": first.events[0]?.id ?? "" } });
  await expect.poll(() => all.events.map(({ data }) => data.subject)).toEqual([before, ...missed]);
  const fresh = await listen({ headers: { "Last-Event-ID": "of another server" } });
  await settled(fresh);
  expect(fresh.events).toEqual([]);
});

test("of keys and webhooks only those members hear who may manage them", async () => {
  const viewer = await addMember(stub, "viewer");
  const [one, owner] = [
    await listen({ key: null, headers: { Cookie: await sessionOf(stub, viewer.id) } }),
    await listen(await asMember()),
  ];
  const { text } = await addSecretKey(stub, STUB_APP_ID);
  await submit({ content: "x" }, { key: text, origin: PAGE });
  await submit({ content: "y" });
  await expect.poll(() => names(owner).sort()).toEqual(["feedback.created", "key.leaked"]);
  await settled(one);
  expect(names(one)).toEqual(["feedback.created"]);
});

test("who is lowered hears no more of keys on a stream that is open already", async () => {
  const admin = await addMember(stub, "admin");
  const one = await listen(admin.as);
  const { text } = await addSecretKey(stub, STUB_APP_ID);
  await ask(`/v1/members/${admin.id}`, { ...(await asMember()), method: "PATCH", body: { right: "viewer" } });
  await submit({ content: "x" }, { key: text, origin: PAGE });
  await submit({ content: "y" });
  await expect.poll(() => names(one)).toContain("feedback.created");
  await settled(one);
  expect(names(one)).toEqual(["feedback.created"]);
});

test("more than can be told one by one is told as missed", async () => {
  const rows = Array.from(
    { length: 600 },
    (_, i) =>
      `('${firstIdAt(stub.clock.now()).slice(0, 12)}${String(i).padStart(12, "0")}', '000000000000000000000001', '${STUB_APP_ID}', 'feedback.created', '0000000000000000000000f1', 0)`,
  );
  const one = await listen();
  await stub.database.change(
    `INSERT INTO events (id, organization_id, app_id, type, subject_id, created_at) VALUES ${rows.join()}`,
  );
  await expect.poll(() => names(one)).toEqual(["missed"]);
});

test("a stream ends with its reason when its key is revoked, and before anything that happens then is told", async () => {
  const { id, text } = await addSecretKey(stub, STUB_APP_ID, ["feedback:read"]);
  const one = await listen({ key: text });
  await ask(`/v1/keys/${id}`, { method: "DELETE" });
  await submit({ content: "later" });
  await one.ended;
  expect(one.events).toEqual([{ id: "", name: "ended", data: { code: "invalid_authorization" } }]);
});

test("a stream ends when its session does", async () => {
  const member = await asMember();
  const one = await listen(member);
  await settled(one);
  await ask("/v1/session", { ...member, method: "DELETE" });
  await one.ended;
  expect(one.events).toEqual([{ id: "", name: "ended", data: { code: "missing_authorization" } }]);
});

test("one holder has 20 streams at most, closed ones leave their place, and HEAD opens none", async () => {
  const member = await asMember();
  for (let i = 0; i < 30; i++) expect((await ask("/v1/events", { method: "HEAD" })).status).toBe(200);
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen()));
  expect(streams.map(({ answer }) => answer.status)).toEqual(Array(20).fill(200));
  expect(await problemOf(await ask("/v1/events"))).toMatchObject({ status: 429, code: "rate_limited" });
  expect((await listen(member)).answer.status).toBe(200);
  await streams[0]?.close();
  await expect.poll(async () => (await listen()).answer.status).toBe(200);
});

test("open streams take no place of requests: with more of them than one address may have under way, others are answered", async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => addSecretKey(stub, STUB_APP_ID, ["feedback:read"])));
  for (const { text } of keys) await Promise.all(Array.from({ length: 20 }, () => listen({ key: text })));
  expect(open.map(({ answer }) => answer.status)).toEqual(Array(100).fill(200));
  expect((await ask("/v1/feedback")).status).toBe(200);
});

test("a server that stops ends its streams at once", async () => {
  const own = await startStub();
  const one = await listening(fetch(`${own.url}/v1/events`, { headers: { Authorization: `Bearer ${own.secretKey}` } }));
  expect(one.answer.status).toBe(200);
  const begun = performance.now();
  await own.close();
  await one.ended;
  expect(performance.now() - begun).toBeLessThan(3_000);
});
