import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { handMade } from "../token/hand-made-token.ts";
import { mint, type UserContext } from "../token/index.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { submit, stored } = asking(() => stub);

const submitAs = async (ctx: UserContext, body: object): Promise<Response> => {
  const made = await stub.services.signingSecrets.make(STUB_APP_ID);
  const { token } = await mint(
    { app: STUB_APP_ID, sub: "user-42", ctx },
    { secret: made?.secret ?? expect.fail() },
    stub.clock.now(),
  );
  return submit(body, { headers: { "Earshot-User-Token": token } });
};

test("a public app takes feedback without a token, from nobody in particular", async () => {
  expect((await submit({ content: "x", customerName: "Eve" })).status).toBe(201);
  expect((await stored())[0]).toMatchObject({ customer: null, customerName: "Eve" });
});

test("a public app that gets a token knows its sender; what the token says goes before what was sent", async () => {
  const body = { content: "x", customerName: "Eve", customerEmail: "eve@example.com" };
  expect((await submitAs({ name: "Ann" }, body)).status).toBe(201);
  expect((await stored())[0]).toMatchObject({
    customer: { sub: "user-42", ctx: { name: "Ann" } },
    customerName: "Ann",
    customerEmail: "eve@example.com",
  });
});

test("with a token, a public app's limits are those of the address still", async () => {
  expect((await submitAs({}, { content: "x" })).headers.get("x-ratelimit-limit")).toBe("60");
});

test("a public app refuses a bad token rather than to take its sender for nobody", async () => {
  const answer = await submit({ content: "x" }, { headers: { "Earshot-User-Token": handMade() } });
  expect(await problemOf(answer)).toMatchObject({ status: 401, code: "invalid_user_token" });
  expect(await stored()).toEqual([]);
});
