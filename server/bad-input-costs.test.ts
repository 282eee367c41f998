import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ask, asking, PAGE } from "../server-stub/asking.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { addSecretKey } from "../server-stub/second-app.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { RATES } from "../shared/contract/limits.ts";
import type { Rate } from "./limiter/limiter.ts";

/*
 * What refused requests may cost: their own sender's room, and nobody else's. One proxy is known to stand in front, so that a
 * test can play several addresses.
 */
const ATTACKER = "198.51.100.6";
const VICTIM = "203.0.113.9";

let stub: Stub;
let narrow: { id: string; text: string };
beforeAll(async () => {
  stub = await startStub({ trustedProxyHops: 1 });
  narrow = await addSecretKey(stub, STUB_APP_ID, ["usage:read"]);
});
afterAll(() => stub.close());
const { ask, stored } = asking(() => stub);

const used = async (bucket: string, rate: Rate): Promise<number> =>
  rate.requests - (await stub.services.limiter.peek(bucket, rate)).remaining;
const submissionsOf = (address: string) => used(`submissions ${STUB_APP_ID} ${address}`, RATES.publicSubmissions);
const addressOf = (address: string) => used(`address ${address}`, RATES.address);
const keyOf = (id: string) => used(`key ${id}`, RATES.secretKey);

const from = (address: string, { headers = {}, ...more }: Ask): Promise<Response> =>
  ask("/v1/feedback", {
    key: stub.publishableKey,
    origin: PAGE,
    ...more,
    headers: { ...headers, "X-Forwarded-For": address },
  });

const DEEP = "[".repeat(100_000);
const REFUSED: Array<[string, number, Ask]> = [
  ["without a key", 401, { key: null, body: { content: "x" } }],
  ["with a mistyped key", 401, { key: "ear_pub_mistyped", body: { content: "x" } }],
  ["from another site", 403, { origin: "https://evil.example", body: { content: "x" } }],
  ["with a secret key from a page", 403, { key: "SECRET", body: { content: "x" } }],
  ["that says it is too large", 413, { body: "x".repeat(8 * 1024 * 1024 + 1) }],
  ["with another method", 405, { method: "DELETE" }],
];
const IN_VAIN: Array<[string, number, Ask]> = [
  ["that is no JSON", 400, { body: DEEP }],
  ["with a field that is none", 400, { body: { content: "x", colour: 1 } }],
  ["of another type", 415, { body: "x", headers: { "Content-Type": "text/plain" } }],
  ["with a picture that is none", 422, { body: { content: "x", screenshotDataUrl: "data:image/png;base64,AAAA" } }],
];

test.each(REFUSED)("a request %s takes no submission, not even from its own sender", async (_, status, given) => {
  const before = [await submissionsOf(ATTACKER), await addressOf(ATTACKER), await addressOf(VICTIM)];
  const key = given.key === "SECRET" ? stub.secretKey : given.key;
  for (let times = 0; times < 5; times++)
    expect((await from(ATTACKER, { ...given, ...(key === undefined ? {} : { key }) })).status).toBe(status);
  expect([await submissionsOf(ATTACKER), await addressOf(ATTACKER), await addressOf(VICTIM)]).toEqual([
    before[0],
    (before[1] ?? 0) + 5, // asking at all is counted for who asks
    before[2],
  ]);
});

test.each(IN_VAIN)(
  "a request %s takes a submission of its own sender, and of nobody else",
  async (_, status, given) => {
    stub.clock.advance(60_000);
    for (let times = 0; times < 5; times++) expect((await from(ATTACKER, given)).status).toBe(status);
    expect([await submissionsOf(ATTACKER), await submissionsOf(VICTIM)]).toEqual([5, 0]);
    expect(await addressOf(VICTIM)).toBe(0);
  },
);

test("one address that has used up all it had is refused; another goes on with all of its own", async () => {
  stub.clock.advance(60_000);
  const statuses = await Promise.all(Array.from({ length: 70 }, () => from(ATTACKER, { body: { content: "" } })));
  expect(statuses.filter(({ status }) => status === 429)).toHaveLength(10);
  const answer = await from(VICTIM, { body: { content: "still here" } });
  expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, "59"]);
  for (const { id } of await stored()) await ask(`/v1/feedback/${id}`, { method: "DELETE" });
});

test("refused before its scope is looked at, a secret key's own room stays as it was; nobody can use it up without the key", async () => {
  const before = await keyOf(narrow.id);
  const mistyped = `${narrow.text.slice(0, -1)}${narrow.text.endsWith("a") ? "b" : "a"}`;
  for (const key of [mistyped, `${narrow.text}x`, narrow.text.slice(0, 20)])
    expect((await from(ATTACKER, { key, origin: null })).status).toBe(401);
  expect((await from(ATTACKER, { key: narrow.text })).status).toBe(403); // it comes from a page
  expect(await keyOf(narrow.id)).toBe(before);
});

test("in private mode a forged token takes nothing from the user it names", async () => {
  const hidden = await startStub({ mode: "private" });
  const forged = [
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.",
    `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ sub: "ann", aud: STUB_APP_ID, iat: 1, exp: 9e9 })).toString("base64url")}.AAAA`,
    "x".repeat(12_000),
  ];
  for (const token of forged) {
    const answer = await asking(() => hidden).submit({ content: "x" }, { headers: { "Earshot-User-Token": token } });
    expect(answer.status).toBe(401);
  }
  const rate = RATES.privateSubmissions;
  const ann = await hidden.services.limiter.peek(`submissions ${STUB_APP_ID} of ann`, rate);
  expect(ann.remaining).toBe(rate.requests);
  await hidden.close();
});

test("after all of that nothing is stored, and no event waits but of what was sent and deleted here", async () => {
  expect(await stored()).toEqual([]);
  expect(await stub.services.store.deliveries.countWaiting()).toBe(0);
  const events = await stub.database.look("select distinct type as type from events order by type");
  expect(events).toEqual([{ type: "feedback.deleted" }, { type: "key.leaked" }]);
});
