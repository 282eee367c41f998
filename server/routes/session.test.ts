import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub({ ownerRole: null });
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

test("a member says what they do in the team, and from then on their keys may capture", async () => {
  const member = { key: null, headers: { Cookie: await signIn(stub) } };
  expect(await problemOf(await submit({ content: "x" }))).toMatchObject({ code: "owner_role_required" });
  const answer = await ask("/v1/session", { ...member, method: "PATCH", body: { role: "support", name: " Ann " } });
  expect(await answer.json()).toMatchObject({ member: { name: "Ann", role: "support" } });
  expect((await submit({ content: "x" })).status).toBe(201);
  expect(await (await ask("/v1/session", member)).json()).toMatchObject({ member: { name: "Ann", role: "support" } });
  for (const body of [{ role: "king" }, { name: "" }, { isOwner: true }])
    expect(await problemOf(await ask("/v1/session", { ...member, method: "PATCH", body }))).toMatchObject({
      code: "invalid_body",
    });
});

test("a sign-in link that was used says so, and which command makes another", async () => {
  const token = (await stub.signInLink()).split("=")[1];
  const open = () => ask("/v1/session", { key: null, body: { token } });
  expect((await open()).status).toBe(201);
  const again = await open();
  const { error } = (await again.json()) as { error: { code: string; message: string } };
  expect([again.status, error.code]).toEqual([401, "invalid_authorization"]);
  expect(error.message).toBe(
    "This sign-in link was used or has expired. Make another on the server with `earshot members sign-in-link`.",
  );
});

test("nobody else says it for them: neither a key nor another site", async () => {
  const patch = (more: object) => ask("/v1/session", { method: "PATCH", body: { role: "support" }, ...more });
  expect(await problemOf(await patch({}))).toMatchObject({ code: "missing_authorization" });
  const headers = { Cookie: await signIn(stub), "Sec-Fetch-Site": "cross-site" };
  expect(await problemOf(await patch({ key: null, headers }))).toMatchObject({ code: "missing_authorization" });
});
