import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { CLAIMS, handMade } from "../token/hand-made-token.ts";
import { type MintOptions, mint } from "../token/index.ts";

let stub: Stub;
let secret = "";
beforeEach(async () => {
  stub = await startStub({ mode: "private" });
  secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? expect.fail();
});
afterEach(() => stub.close());
const { submit, stored, ask } = asking(() => stub);

const ANN = { name: "Ann", email: "ann@example.com", plan: "pro" };
const tokenFor = async (more: Partial<MintOptions> = {}): Promise<string> =>
  (await mint({ app: STUB_APP_ID, sub: "user-42", ctx: ANN, ...more }, { secret }, stub.clock.now())).token;
const submitAs = (token: string, body: object = { content: "x" }, headers = {}): Promise<Response> =>
  submit(body, { headers: { "Earshot-User-Token": token, ...headers } });

test("the settings say that an app is private", async () => {
  const answer = await ask("/v1/config", { key: stub.publishableKey, origin: "http://localhost:1" });
  expect(await answer.json()).toMatchObject({ mode: "private" });
});

test("a private app takes nothing without a token, and says what to send", async () => {
  const answer = await submit({ content: "x" });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(await problemOf(answer)).toMatchObject({
    status: 403,
    code: "public_disabled",
    message: expect.stringContaining("Earshot-User-Token"),
  });
  expect(await problemOf(await ask("/v1/feedback", { body: { content: "x" } }))).toMatchObject({
    status: 403,
    code: "public_disabled",
  });
  expect(await stored()).toEqual([]);
});

test("a token in the URL, in a cookie, in the body or as the key is not read", async () => {
  const token = await tokenFor();
  const sent = { key: stub.publishableKey, origin: "http://localhost:1", body: { content: "x" } };
  for (const name of ["Earshot-User-Token", "token", "userToken", "jwt"])
    expect(await problemOf(await ask(`/v1/feedback?${name}=${token}`, sent))).toMatchObject({
      code: "public_disabled",
    });
  const Cookie = `Earshot-User-Token=${token}`;
  expect(await problemOf(await ask("/v1/feedback", { ...sent, headers: { Cookie } }))).toMatchObject({
    code: "public_disabled",
  });
  expect((await problemOf(await submit({ content: "x", userToken: token }))).status).toBe(403);
  expect((await problemOf(await ask("/v1/feedback", { ...sent, key: token }))).code).toBe("invalid_authorization");
  expect(await stored()).toEqual([]);
});

test("with a token, the sender is who the host says, and all it says is kept", async () => {
  expect((await submitAs(await tokenFor())).status).toBe(201);
  const [record] = await stored();
  expect(record).toMatchObject({
    customer: { sub: "user-42", ctx: ANN },
    customerName: "Ann",
    customerEmail: "ann@example.com",
  });
});

test("what the host does not know of its user, or knows wrongly, is left out of name and address", async () => {
  await submitAs(await tokenFor({ ctx: { name: "  ", email: "none" } }));
  const [record] = await stored();
  expect(record).toMatchObject({
    customer: { sub: "user-42", ctx: { name: "  ", email: "none" } },
    customerName: null,
    customerEmail: null,
  });
});

test("in private mode, a name or an address in the body is refused by its name", async () => {
  const body = { content: "x", customerName: "Eve", customerEmail: "eve@example.com" };
  expect(await problemOf(await submitAs(await tokenFor(), body))).toMatchObject({
    status: 400,
    code: "invalid_body",
    details: [{ path: "customerName" }, { path: "customerEmail" }],
  });
  expect(await stored()).toEqual([]);
});

test.each([
  ["nothing", () => ""],
  ["a word", () => "token"],
  ["a stranger's", () => handMade()],
  ["one for another app", () => tokenFor({ app: "000000000000000000000a02" })],
  ["one that lives ten years", () => handMade({ ...CLAIMS, exp: CLAIMS.exp + 315_360_000 }, undefined, secret)],
  ["two at once", async () => `${await tokenFor()}, ${await tokenFor({ sub: "user-43" })}`],
  ["12 KB", () => `${"x".repeat(12_000)}.y.z`],
])(
  "a token that is %s is 401 with its reason, readable for the page, and holds nothing of the token",
  async (_, make) => {
    const token = await make();
    const answer = await submitAs(token);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({
      status: 401,
      code: "invalid_user_token",
      message: expect.stringMatching(/^The user token is not valid: .+\.$/),
      details: { reason: expect.any(String) },
    });
    if (token.length > 20) expect(JSON.stringify(problem)).not.toContain(token.slice(0, 20));
    expect(await stored()).toEqual([]);
  },
);

test("an expired token is 401 token_expired; with a new one the same submission passes", async () => {
  const headers = { "Idempotency-Key": randomUUID() };
  const token = await tokenFor({ expiresIn: 60 });
  stub.clock.advance(120_000);
  expect(await problemOf(await submitAs(token, { content: "kept" }, headers))).toMatchObject({
    status: 401,
    code: "token_expired",
  });
  expect((await submitAs(await tokenFor(), { content: "kept" }, headers)).status).toBe(201);
  expect(await stored()).toHaveLength(1);
});

test("a secret that was deleted signs nothing any more, from the next request on", async () => {
  const token = await tokenFor();
  expect((await submitAs(token)).status).toBe(201);
  const [{ id = "" } = {}] = await stub.services.store.signingSecrets.list(STUB_APP_ID);
  await stub.services.signingSecrets.make(STUB_APP_ID);
  await stub.services.store.signingSecrets.remove(STUB_APP_ID, id);
  expect(await problemOf(await submitAs(token))).toMatchObject({ code: "invalid_user_token" });
});

test("while one secret replaces the other, tokens of both are taken", async () => {
  const old = await tokenFor();
  secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? expect.fail();
  expect((await submitAs(old)).status).toBe(201);
  expect((await submitAs(await tokenFor())).status).toBe(201);
});

test("a token with a jti is good for one submission, and its retries get the same answer", async () => {
  const token = await tokenFor({ jti: "once" });
  const headers = { "Idempotency-Key": randomUUID() };
  const first = await submitAs(token, { content: "once" }, headers);
  const retry = await submitAs(token, { content: "once" }, headers);
  expect([first.status, retry.status]).toEqual([201, 201]);
  expect(retry.headers.get("idempotent-replay")).toBe("true");
  expect(await retry.json()).toEqual(await first.json());
  for (const more of [{}, { "Idempotency-Key": randomUUID() }])
    expect(await problemOf(await submitAs(token, { content: "again" }, more))).toMatchObject({
      status: 401,
      code: "invalid_user_token",
      message: expect.stringContaining("has been used"),
    });
  expect(await stored()).toHaveLength(1);
});

test("a refused submission does not use a single-use token up", async () => {
  const token = await tokenFor({ jti: "once" });
  expect((await submitAs(token, { content: "" })).status).toBe(400);
  expect((await submitAs(token, { content: "mended" })).status).toBe(201);
});

test("a user has 120 submissions a minute, whatever the address; another user has their own", async () => {
  const ann = await tokenFor();
  for (let i = 0; i < 120; i++) {
    const answer = await submitAs(ann);
    expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, String(119 - i)]);
  }
  const again = await submitAs(await tokenFor({ expiresIn: 61 }));
  expect(again.headers.get("retry-after")).toBe("1");
  expect(await problemOf(again)).toMatchObject({ status: 429, code: "rate_limited" });
  const ben = await submitAs(await tokenFor({ sub: "user-43" }));
  expect([ben.status, ben.headers.get("x-ratelimit-limit")]).toEqual([201, "120"]);
});

test("bad tokens spend nobody's submissions", async () => {
  for (let i = 0; i < 130; i++) expect((await submitAs(handMade())).status).toBe(401);
  const answer = await submitAs(await tokenFor());
  expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, "119"]);
});

test("the secret key of a host sends for its users with their tokens too", async () => {
  const headers: Ask["headers"] = { "Earshot-User-Token": await tokenFor() };
  expect((await ask("/v1/feedback", { headers, body: { content: "x" } })).status).toBe(201);
  expect((await stored())[0]?.customer?.sub).toBe("user-42");
});
