import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { submit } = asking(() => stub);

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
