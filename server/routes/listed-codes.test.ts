import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { AuditList } from "../../shared/contract/audit.ts";
import { type CodeList, type ConnectCode, codeListSchema } from "../../shared/contract/connect-code.ts";

const CHROME = `chrome-extension://${"abcdefghijklmnop".repeat(2)}`;

let stub: Stub;
let member: { key: null; headers: { Cookie: string } };
beforeEach(async () => {
  stub = await startStub();
  member = { key: null, headers: { Cookie: await signIn(stub) } };
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const makeCode = async (name: string, who: object = member, more: object = {}): Promise<ConnectCode> => {
  const answer = await ask("/v1/connect-codes", { ...who, body: { name, ...more } });
  expect(answer.status).toBe(201);
  return (await answer.json()) as ConnectCode;
};
const redeem = (code: string) => ask("/v1/connections", { key: null, body: { code }, headers: { Origin: CHROME } });
const list = async (query = "", who: object = member): Promise<CodeList> =>
  codeListSchema.parse(await (await ask(`/v1/connect-codes${query}`, who)).json());
const cancel = (id: string, who: object = member) => ask(`/v1/connect-codes/${id}`, { ...who, method: "DELETE" });

test("codes are listed, newest first, with who they are for, who made them and what became of them; never their text", async () => {
  const secret = await addSecretKey(stub, STUB_APP_ID);
  const open = await makeCode("Ann Lee");
  const used = await makeCode("Bo", { key: secret.text });
  expect((await redeem(used.code)).status).toBe(201);
  const text = await (await ask("/v1/connect-codes", member)).text();
  for (const { code } of [open, used])
    for (const written of [code, code.replaceAll("-", "")]) expect(text).not.toContain(written);
  const { data } = await list();
  const owner = { id: expect.any(String), name: expect.any(String) };
  expect(data).toMatchObject([
    { id: used.id, app: STUB_APP_ID, name: "Bo", owner, maker: { id: secret.id, name: "Another key" } },
    { id: open.id, name: "Ann Lee", owner, maker: null, expiresAt: open.expiresAt, usedAt: null, key: null },
  ]);
  expect(data[0]?.usedAt).toEqual(expect.any(String));
  const key = await ask(`/v1/keys/${data[0]?.key}`, member);
  expect(await key.json()).toMatchObject({ name: "Chrome extension of Bo", revokedAt: null });

  expect((await list("?limit=1")).data).toHaveLength(1);
  const { nextCursor } = await list("?limit=1");
  expect((await list(`?limit=1&cursor=${nextCursor}`)).data.map(({ id }) => id)).toEqual([open.id]);
  stub.clock.advance(24 * 3_600_000);
  expect(await list()).toEqual({ data: [], nextCursor: null });
});

test("a cancelled code connects nobody; a used one is told apart, and names the key that can be revoked", async () => {
  const open = await makeCode("Ann Lee");
  expect((await cancel(open.id)).status).toBe(204);
  expect(await problemOf(await redeem(open.code))).toMatchObject({ code: "invalid_authorization" });
  expect(await problemOf(await cancel(open.id))).toMatchObject({ code: "not_found" });
  expect((await list()).data).toEqual([]);

  const used = await makeCode("Bo");
  await redeem(used.code);
  const [listed] = (await list()).data;
  expect(await problemOf(await cancel(used.id))).toMatchObject({
    code: "conflict",
    message: `This code was used. To end what it connected, revoke its key, ${listed?.key}.`,
  });
});

test("whoever is quicker, of who uses a code and who cancels it one succeeds", async () => {
  for (let time = 0; time < 5; time++) {
    const { id, code } = await makeCode("Ann Lee");
    const [used, cancelled] = await Promise.all([redeem(code), cancel(id)]);
    expect([used.status, cancelled.status]).toEqual(used.status === 201 ? [201, 409] : [401, 204]);
  }
});

test("what was done stands in the log, without anybody's name", async () => {
  const { id } = await makeCode("Ann Lee");
  await cancel(id);
  const answer = await ask("/v1/audit?limit=2", member);
  const text = await answer.text();
  expect(text).not.toContain("Ann Lee");
  expect((JSON.parse(text) as AuditList).data).toMatchObject([
    { action: "connect_code.cancelled", app: STUB_APP_ID, subject: { type: "connect_code", id } },
    { action: "connect_code.created", app: STUB_APP_ID, subject: { type: "connect_code", id } },
  ]);
});

test("a key sees and cancels codes of its own app only, and none without the scopes that make them", async () => {
  const other = await addTestApp(stub);
  const { id } = await makeCode("Ann Lee", member, { app: STUB_APP_ID });
  expect((await list("", { key: other.secretKey })).data).toEqual([]);
  expect(await problemOf(await cancel(id, { key: other.secretKey }))).toMatchObject({ code: "not_found" });
  expect((await list(`?app=${other.id}`)).data).toEqual([]);
  expect((await list(`?app=${STUB_APP_ID}`)).data).toHaveLength(1);

  const reader = { key: (await addSecretKey(stub, STUB_APP_ID, ["feedback:read"])).text };
  expect(await problemOf(await ask("/v1/connect-codes", reader))).toMatchObject({ code: "insufficient_scope" });
  const lesser = { key: (await addSecretKey(stub, STUB_APP_ID, ["keys:write"])).text };
  expect(await problemOf(await cancel(id, lesser))).toMatchObject({ code: "insufficient_scope" });
  expect(await problemOf(await cancel(id, { key: stub.publishableKey }))).toMatchObject({ code: "insufficient_scope" });
  expect((await list()).data).toHaveLength(1);
});
