import { afterEach, beforeEach, expect, test } from "vitest";
import { problemOf } from "../../server-stub/asking.ts";
import { askingComposite, type List, VIEW } from "../../server-stub/asking-composite.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { removeExpired } from "../retention.ts";

let stub: Stub;
let pk: string;
let sk: string;
beforeEach(async () => {
  stub = await startStub();
  pk = (await make("public")).text;
  sk = (await make("secret")).text;
});
afterEach(() => stub.close());
const { askServer, askAsOwner, ask, make, read, eventsOf, usersOf, record, mint } = askingComposite(() => stub);
const post = (path: string, body: unknown, key = pk) => ask(path, { key, body });
const issues = async (answer: Response) => {
  const { status, details } = await problemOf(answer);
  return [status, Array.isArray(details) && details.map(({ path }) => path)];
};

test("each event of a batch is answered: what is not valid is named, what is valid is kept, what came before is told", async () => {
  const many = { ...VIEW, properties: { text: "x".repeat(33_000) } };
  const events = [
    { ...VIEW, id: "1" },
    { ...VIEW, colour: "red" },
    many,
    { ...VIEW, id: "1" },
    "x",
    { ...VIEW, timestamp: "yesterday" },
  ];
  const answer = (await (await post("/v1/batch", { events })).json()) as {
    rejected: Array<{ index: number; issues: Array<{ path: string }> }>;
  };
  expect(answer).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(answer.rejected.map(({ index, issues }) => [index, issues[0]?.path])).toEqual([
    [1, "colour"],
    [2, "properties"],
    [4, ""],
    [5, "timestamp"],
  ]);
  expect((await eventsOf(sk)).map(({ id }) => id)).toEqual(["1"]);
  // A repeated batch stores nothing twice; one without a valid event is a refusal.
  const again = await post("/v1/batch", { events: [{ ...VIEW, id: "1" }] });
  expect(await again.json()).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
  expect(await issues(await post("/v1/batch", { events: [VIEW, {}].slice(1) }))).toEqual([400, ["events.0.name"]]);
  expect(await issues(await post("/v1/batch", { events: [] }))).toEqual([400, ["events"]]);
  expect(await issues(await post("/v1/batch", { events: Array(501).fill(VIEW) }))).toEqual([400, ["events"]]);
  expect(await eventsOf(sk)).toHaveLength(1);
});

test("names, ids and sizes are bounded, unknown fields refused, and nothing is kept then", async () => {
  const wrong: Array<[string, object, string]> = [
    ["/v1/events", { name: "" }, "name"],
    ["/v1/events", { name: "a\u0000b" }, "name"],
    ["/v1/events", { name: "x".repeat(129) }, "name"],
    ["/v1/events", { ...VIEW, id: "x".repeat(129) }, "id"],
    ["/v1/events", { ...VIEW, properties: [] }, "properties"],
    ["/v1/identify", {}, "userId"],
    ["/v1/identify", { userId: "a", traits: { x: "x".repeat(17_000) } }, "traits"],
    ["/v1/identify", { userId: "a", plan: "pro" }, "plan"],
  ];
  for (const [path, body, field] of wrong)
    expect([body, ...(await issues(await post(path, body)))]).toEqual([body, 400, [field]]);
  expect((await post("/v1/events", `{"name":"${"x".repeat(2_100_000)}"}`)).status).toBe(413);
  expect((await record(pk, "sessionId=s&sequence=0", new Uint8Array(1024 * 1024 + 1))).status).toBe(413);
  for (const query of ["sequence=0", "sessionId=s&sequence=-1", "sessionId=s&sequence=0&x=1"])
    expect((await record(pk, query)).status).toBe(400);
  expect((await record(pk, "sessionId=s&sequence=0", new Uint8Array())).status).toBe(400);
  const packed = { headers: { "Content-Encoding": "gzip" } };
  expect((await record(pk, "sessionId=s&sequence=0", undefined, packed)).status).toBe(415);
  expect([await eventsOf(sk), await usersOf(sk)]).toEqual([[], []]);
  expect((await read<List<object>>("/v1/recordings", sk)).data).toEqual([]);
});

test("traits are added to those that are known, up to their bytes, however many write at once", async () => {
  const names = Array.from({ length: 12 }, (_, at) => `trait ${at}`);
  const told = await Promise.all(
    names.map((name) => post("/v1/identify", { userId: "ann", traits: { [name]: name, last: name } })),
  );
  expect(told.map(({ status }) => status)).toEqual(names.map(() => 200));
  const [ann] = await usersOf(sk);
  expect(Object.keys(ann?.traits ?? {}).toSorted()).toEqual([...names, "last"].toSorted());
  await post("/v1/identify", { userId: "ann", traits: { large: "x".repeat(16_000) } });
  expect(await issues(await post("/v1/identify", { userId: "ann", traits: { more: "x".repeat(2_000) } }))).toEqual([
    400,
    ["traits"],
  ]);
});

test("a chunk is taken once, and another one in its place is a conflict; its bytes are never run", async () => {
  const first = await record(pk, "sessionId=s&sequence=1");
  const again = await record(pk, "sessionId=s&sequence=1");
  const { id } = (await first.json()) as { id: string };
  expect([first.status, again.status, await again.json()]).toMatchObject([201, 201, { id }]);
  const other = await record(pk, "sessionId=s&sequence=1", new Uint8Array(9));
  expect(await problemOf(other)).toMatchObject({ status: 409, code: "conflict" });
  const { headers } = await ask(`/v1/recordings/${id}`, { key: sk });
  expect(headers.get("content-type")).toBe("application/octet-stream");
  expect(headers.get("content-disposition")).toBe("attachment");
  expect(headers.get("content-security-policy")).toContain("sandbox");
});

test("pages at one address send 240 chunks a minute and no more; a server sends what its key may", async () => {
  const statuses = async (key: string, session: string): Promise<number[]> => {
    const all: number[] = [];
    while (all.length < 245) {
      const some = Array.from({ length: 7 }, (_, n) => record(key, `sessionId=${session}&sequence=${all.length + n}`));
      all.push(...(await Promise.all(some)).map(({ status }) => status));
    }
    return all;
  };
  const refused = (await statuses(pk, "page")).filter((status) => status !== 201);
  expect(refused).toEqual(Array(5).fill(429));
  expect((await post("/v1/events", VIEW)).status).toBe(201); // other than chunks are not held by it
  expect((await statuses(sk, "server")).filter((status) => status !== 201)).toEqual([]);
  stub.clock.advance(1_000);
  expect((await record(pk, "sessionId=page&sequence=900")).status).toBe(201);
});

test("who a user token vouches for is who it is; in private mode a page sends nothing without one, a server does", async () => {
  const headers = await mint("ann");
  const send = (path: string, body: object) => ask(path, { key: pk, body, headers });
  expect((await send("/v1/events", VIEW)).status).toBe(201);
  expect((await eventsOf(sk))[0]).toMatchObject({ userId: "ann" });
  expect(await issues(await send("/v1/events", { ...VIEW, userId: "bob" }))).toEqual([400, ["userId"]]);
  expect(await issues(await send("/v1/identify", { userId: "bob" }))).toEqual([400, ["userId"]]);
  expect(await (await send("/v1/batch", { events: [{ ...VIEW, userId: "bob" }, VIEW] })).json()).toMatchObject({
    accepted: 1,
    rejected: [{ index: 0 }],
  });
  await askAsOwner(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: "private" } });
  expect(await problemOf(await post("/v1/events", VIEW))).toMatchObject({ status: 403, code: "public_disabled" });
  expect((await send("/v1/events", VIEW)).status).toBe(201);
  expect((await post("/v1/events", { ...VIEW, userId: "bob" }, sk)).status).toBe(201);
});

test("what is tracked of a person goes with the person, with the app's days, and with the app", async () => {
  const headers = await mint("ann");
  await askServer("/v1/feedback", { body: { content: "x" }, headers });
  for (const userId of ["ann", "bob"]) await post("/v1/events", { ...VIEW, userId });
  const { data } = (await (await askServer("/v1/customers", {})).json()) as List<{ id: string }>;
  const erased = await askServer(`/v1/customers/${data[0]?.id}?erase=true`, { method: "DELETE" });
  expect(await erased.json()).toMatchObject({
    erased: { customers: 1, feedback: 1, trackedUsers: 1, trackedEvents: 1 },
  });
  expect((await eventsOf(sk)).map(({ userId }) => userId)).toEqual(["bob"]);

  await ask("/v1/project", { key: sk, method: "PATCH", body: { retentionDays: 30 } });
  stub.clock.advance(29 * 24 * 3_600_000);
  await removeExpired(stub.services);
  expect(await eventsOf(sk)).toHaveLength(1);
  stub.clock.advance(2 * 24 * 3_600_000);
  await removeExpired(stub.services);
  expect([await eventsOf(sk), await usersOf(sk)]).toEqual([[], []]);

  await post("/v1/events", VIEW);
  const remove = (query: string) => askAsOwner(`/v1/apps/${STUB_APP_ID}${query}`, { method: "DELETE" });
  expect((await remove("")).status).toBe(409);
});
