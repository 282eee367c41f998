import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { submit } = asking(() => stub);

test.each([
  ["no key", () => ({ key: null }), 401, "missing_authorization"],
  ["another scheme", () => ({ key: null, headers: { Authorization: "Basic abc" } }), 401, "invalid_authorization"],
  ["a mistyped key", () => ({ key: `${stub.publishableKey.slice(0, -1)}~` }), 401, "invalid_authorization"],
  [
    "a well-formed key that nobody made",
    () => ({ key: "ear_pub_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0OBmbV" }),
    401,
    "invalid_authorization",
  ],
  ["a secret key from a page", () => ({ key: stub.secretKey }), 403, "secret_key_in_browser"],
])("%s is refused, without a word on whether the key exists", async (_, init, status, code) => {
  const answer = await submit({ content: "x" }, init());
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const body = await problemOf(answer);
  expect(body).toMatchObject({ status, code, requestId: answer.headers.get("x-request-id") });
  expect(body.message).not.toMatch(/ear_(pub|sk)_\w/);
});

test("a secret key whose address somebody typed has not come from a page", async () => {
  const asked = (site: string) =>
    fetch(`${stub.url}/v1/feedback`, {
      headers: { Authorization: `Bearer ${stub.secretKey}`, "Sec-Fetch-Site": site },
    });
  expect((await asked("none")).status).toBe(200);
  expect(await problemOf(await asked("same-origin"))).toMatchObject({ code: "secret_key_in_browser" });
});

test("an expired key is refused like one that never was", async () => {
  const other = await startStub({ expiresAt: Date.UTC(2026, 0, 1, 13) });
  const send = () =>
    fetch(`${other.url}/v1/config`, { headers: { Authorization: `Bearer ${other.publishableKey}`, Origin: PAGE } });
  expect((await send()).status).toBe(200);
  other.clock.advance(3_600_000);
  expect(await problemOf(await send())).toMatchObject({ status: 401, code: "invalid_authorization" });
  await other.close();
});

test("a key whose owner has no role may not capture yet, and is told what to do", async () => {
  const other = await startStub({ ownerRole: null });
  const answer = await fetch(`${other.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${other.publishableKey}`, Origin: PAGE, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "x" }),
  });
  expect(await problemOf(answer)).toMatchObject({
    status: 403,
    code: "owner_role_required",
    message: expect.stringContaining("console"),
  });
  await other.close();
});
