import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { mint } from "../token/index.ts";
import { rateHeadersAtHand } from "./rate-limit.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

test("the 61st submission in a minute is told when to come back, and that is true", async () => {
  for (let i = 0; i < 60; i++) {
    const answer = await submit({ content: `number ${i}` });
    expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, String(59 - i)]);
  }
  const refused = await submit({ content: "one more" });
  expect(refused.headers.get("x-ratelimit-limit")).toBe("60");
  expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(refused.headers.get("access-control-expose-headers")).toContain("Retry-After");
  const wait = Number(refused.headers.get("retry-after"));
  expect(await problemOf(refused)).toMatchObject({ status: 429, code: "rate_limited" });
  expect(wait).toBe(1);
  stub.clock.advance(wait * 1_000 - 1);
  expect((await submit({ content: "too early" })).status).toBe(429);
  stub.clock.advance(1);
  expect((await submit({ content: "in time" })).status).toBe(201);
});

test("refusals spend nobody's submissions", async () => {
  for (let i = 0; i < 70; i++)
    expect((await submit({ content: "x" }, { origin: "https://evil.example" })).status).toBe(403);
  const answer = await submit({ content: "x" });
  expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, "59"]);
});

test("a secret key has 600 requests a minute, whatever it asks, from wherever", async () => {
  for (let i = 0; i < 598; i++) await ask("/v1/usage").then((answer) => answer.body?.cancel());
  expect((await ask("/v1/apps")).headers.get("x-ratelimit-limit")).toBe("600");
  expect((await ask("/v1/feedback", { body: { content: "x" } })).headers.get("x-ratelimit-remaining")).toBe("0");
  const refused = await ask("/v1/apps");
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await problemOf(refused)).toMatchObject({ status: 429, code: "rate_limited" });
  expect((await submit({ content: "of a page" })).status, "a page's bucket is another").toBe(201);
  stub.clock.advance(1_000);
  expect((await ask("/v1/apps")).status).toBe(200);
});

test("in private mode a user has 240 uploads a minute beside the 120 submissions, and every other user their own", async () => {
  await stub.close();
  stub = await startStub({ mode: "private" });
  const secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? expect.fail();
  const headersOf = async (sub: string) => ({
    "Earshot-User-Token": (await mint({ app: STUB_APP_ID, sub }, { secret }, stub.clock.now())).token,
  });
  const [ann, ben] = [await headersOf("ann"), await headersOf("ben")];
  const upload = (headers: Record<string, string>) =>
    ask("/v1/uploads", {
      key: stub.publishableKey,
      origin: "http://localhost:5173",
      headers,
      body: { contentType: "text/plain", byteSize: 2, kind: "file" },
    });
  for (let i = 0; i < 240; i++) await upload(ann).then((answer) => answer.body?.cancel());
  expect(await problemOf(await upload(ann))).toMatchObject({ status: 429 });
  expect((await upload(ben)).headers.get("x-ratelimit-remaining")).toBe("239");
  expect((await submit({ content: "x" }, { headers: ann })).headers.get("x-ratelimit-remaining")).toBe("119");
});

test("every answer says what is left, refusals and answers to nobody too", async () => {
  const body = { content: "x" };
  for (const answer of await Promise.all([
    submit(body),
    submit({}),
    submit(body, { key: null }),
    submit(body, { origin: "https://evil.example" }),
    ask("/v1/nothing", { key: null }),
    ask("/v1/feedback", { method: "DELETE" }),
    ask("/v1/apps"),
    ask("/v1/feedback/nothing"),
  ]))
    for (const name of ["limit", "remaining", "reset"])
      expect([answer.status, name, answer.headers.get(`x-ratelimit-${name}`)]).toEqual([
        answer.status,
        name,
        expect.stringMatching(/^\d+$/),
      ]);
});

test("who is refused before the app is asked hears how much is left for their address, and spends nothing of it", async () => {
  const { headers } = await ask("/v1/feedback", { key: null });
  for (let i = 0; i < 2; i++)
    expect(rateHeadersAtHand(stub.services, "127.0.0.1")).toEqual({
      "X-RateLimit-Limit": headers.get("x-ratelimit-limit"),
      "X-RateLimit-Remaining": headers.get("x-ratelimit-remaining"),
      "X-RateLimit-Reset": headers.get("x-ratelimit-reset"),
    });
});
