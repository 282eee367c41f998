import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ConnectCode, Connection } from "../../shared/contract/connect-code.ts";
import type { KeyAnswer, KeyList } from "../../shared/contract/key.ts";
import { CONNECTION_TOKEN_PATTERN } from "../../shared/contract/key-text.ts";
import { profileOfKeyText } from "../keys/key-text.ts";
import { createVault } from "../vault.ts";

const CHROME = `chrome-extension://${"abcdefghijklmnop".repeat(2)}`;
const FIREFOX = "moz-extension://0ef8f5d4-9f0e-4b34-8a9e-5f1d6d2b7c11";

let stub: Stub;
let member: { key: null; headers: { Cookie: string } };
beforeEach(async () => {
  stub = await startStub();
  member = { key: null, headers: { Cookie: await signIn(stub) } };
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const makeCode = async (): Promise<string> =>
  ((await (await ask("/v1/connect-codes", { ...member, body: { name: "Ann Lee" } })).json()) as ConnectCode).code;
const redeem = (code: string, idempotencyKey?: string, origin = CHROME) =>
  ask("/v1/connections", {
    key: null,
    body: { code },
    headers: { Origin: origin, ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey }) },
  });
const given = async (answer: Response): Promise<Connection> => {
  expect(answer.status).toBe(201);
  return (await answer.json()) as Connection;
};
const send = (key: string, origin = CHROME) =>
  ask("/v1/feedback", { key, body: { content: "From any page" }, headers: { Origin: origin } });
/** What reads replies, by the connection token. */
const replies = (key: string, token = "") =>
  ask("/v1/conversations", { key, headers: { Origin: CHROME, "Earshot-Connection": token } });
const keysOfExtensions = async (): Promise<KeyAnswer[]> =>
  ((await (await ask("/v1/keys?limit=100", member)).json()) as KeyList).data.filter(({ name }) =>
    name.endsWith("extension of Ann Lee"),
  );
const refused = async (answer: Response) =>
  expect(await problemOf(answer)).toMatchObject({ code: "invalid_authorization" });

test.each([CHROME, FIREFOX])(
  "an answer that was lost costs no code: the same request again, from %s, gives the same key and token, and nothing else changes",
  async (origin) => {
    const code = await makeCode();
    const mine = randomUUID();
    const one = await redeem(code, mine, origin);
    expect(one.headers.get("idempotent-replay")).toBeNull();
    const first = await given(one);
    const before = await stub.database.look("SELECT * FROM audit");
    stub.clock.advance(24 * 3_600_000 - 1);
    const typed = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o");
    const again = await redeem(typed, mine.toUpperCase(), origin);
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(await given(again)).toEqual(first);
    expect((await send(first.key, origin)).status).toBe(201);
    expect(await keysOfExtensions()).toMatchObject([{ revokedAt: null, replacedBy: null }]);
    expect(await stub.database.look("SELECT * FROM audit")).toEqual(before);
  },
);

test("key and token are well-formed, differ, and are those of no other code, idempotency key or server", async () => {
  const mine = randomUUID();
  const code = await makeCode();
  const texts = new Set<string>();
  const note = ({ key, token = "" }: Connection) => {
    expect(profileOfKeyText(key)?.kind).toBe("publishable");
    expect(token).toMatch(CONNECTION_TOKEN_PATTERN);
    texts.add(key.slice(8, 51)).add(token.slice(8, 51));
  };
  note(await given(await redeem(code, mine)));
  note(await given(await redeem(await makeCode(), mine)));
  note(await given(await redeem(await makeCode(), randomUUID())));
  note(await given(await redeem(await makeCode())));
  // What who knows code and idempotency key could work out, but for this server's secret.
  const { derive } = createVault(Buffer.alloc(32));
  for (const purpose of ["publishable key", "connection token"])
    texts.add(derive(`${code.replaceAll("-", "")} ${mine}`, `${purpose} of a connect code`).toString("base64url"));
  expect(texts.size).toBe(10);
});

test("it may be lost fifty times: one key is there, it works, and so does the token for replies", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const answers = new Set<string>();
  for (let time = 0; time < 50; time++) answers.add(JSON.stringify(await given(await redeem(code, mine))));
  expect(answers.size).toBe(1);
  expect(await keysOfExtensions()).toHaveLength(1);
  const { key, token } = JSON.parse([...answers][0] ?? "") as Connection;
  expect((await send(key)).status).toBe(201);
  expect((await replies(key, token)).status).toBe(200);
});

test("a duplicate that comes late, when the key is in use, does no harm to it", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const first = await given(await redeem(code, mine));
  expect((await send(first.key)).status).toBe(201);
  await expect.poll(async () => (await keysOfExtensions()).at(-1)?.lastUsedAt).not.toBeNull(); // noted without anybody waiting
  expect(await given(await redeem(code, mine))).toEqual(first);
  expect((await send(first.key)).status).toBe(201);
  expect((await replies(first.key, first.token)).status).toBe(200);
});

test("where the server's secret was changed in between, a repeat is refused: no key is given that would not work", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const { key } = await given(await redeem(code, mine));
  const { vault } = stub.services;
  Object.assign(stub.services, { vault: createVault(Buffer.alloc(32, 7)) });
  await refused(await redeem(code, mine));
  Object.assign(stub.services, { vault });
  expect((await given(await redeem(code, mine))).key).toBe(key);
});

test("who has seen the code, and even the answer, but not the idempotency key gets nothing, and ends nothing", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const { key } = await given(await redeem(code, mine));
  for (const theirs of [undefined, randomUUID(), "00000000-0000-4000-8000-000000000000"])
    await refused(await redeem(code, theirs));
  for (const origin of [`chrome-extension://${"b".repeat(32)}`, FIREFOX])
    await refused(await redeem(code, mine, origin));
  for (const origin of ["https://shop.example", "null"])
    expect(await problemOf(await redeem(code, mine, origin))).toMatchObject({ code: "origin_not_allowed" });
  expect(await problemOf(await redeem(code, "1 or 1=1"))).toMatchObject({ code: "invalid_body" });
  expect(await keysOfExtensions()).toHaveLength(1);
  expect((await send(key)).status).toBe(201);
});

test("another installation of Firefox is another extension: the same idempotency key is of no use to it", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  await given(await redeem(code, mine, FIREFOX));
  await refused(await redeem(code, mine, "moz-extension://11111111-2222-3333-4444-555555555555"));
});

test("the idempotency key of one code opens no other, and none without a code", async () => {
  const [one, other] = [await makeCode(), await makeCode()];
  const mine = randomUUID();
  await given(await redeem(one, mine));
  await given(await redeem(other, randomUUID()));
  await refused(await redeem(other, mine));
  await refused(await redeem("0000-0000-0000-0000", mine));
});

test("a code used without an idempotency key is used for good, whatever is sent later", async () => {
  const code = await makeCode();
  await given(await redeem(code));
  for (const later of [undefined, randomUUID(), "undefined"].map((value) => redeem(code, value)))
    expect((await problemOf(await later)).code).toMatch(/^invalid_/);
  expect(await keysOfExtensions()).toHaveLength(1);
});

test("once the team has revoked or rotated the key a repeat is refused, and makes nothing", async () => {
  const revoke = async (id: string) => ask(`/v1/keys/${id}`, { ...member, method: "DELETE" });
  const rotate = async (id: string) => ask(`/v1/keys/${id}/rotate`, { ...member, body: { graceSeconds: 3_600 } });
  for (const end of [revoke, rotate]) {
    const code = await makeCode();
    const mine = randomUUID();
    await given(await redeem(code, mine));
    expect((await end((await keysOfExtensions()).at(-1)?.id ?? "")).ok).toBe(true);
    const before = (await keysOfExtensions()).length;
    await refused(await redeem(code, mine));
    expect((await keysOfExtensions()).length).toBe(before);
  }
});

test("a key that the team has renamed is given again by its new name", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const first = await given(await redeem(code, mine));
  const [key] = await keysOfExtensions();
  const name = "Laptop, extension of Ann Lee";
  expect((await ask(`/v1/keys/${key?.id}`, { ...member, method: "PATCH", body: { name } })).status).toBe(200);
  expect(await given(await redeem(code, mine))).toEqual({ ...first, name });
});

test("a repeat ends with what the code ends with: its day, its app's public mode, the key of who made it", async () => {
  const mine = randomUUID();
  const code = await makeCode();
  await given(await redeem(code, mine));
  const app = "000000000000000000000a01";
  const change = (mode: string) => ask(`/v1/apps/${app}`, { ...member, method: "PATCH", body: { mode } });
  await change("private");
  expect(await problemOf(await redeem(code, mine))).toMatchObject({ code: "conflict" });
  await change("public");

  const scopes = ["keys:write", "feedback:write"];
  const made = await ask("/v1/keys", { ...member, body: { kind: "secret", name: "Setup", scopes, app } });
  const maker = (await made.json()) as { id: string; text: string };
  const ofMaker = (await (
    await ask("/v1/connect-codes", { key: maker.text, body: { name: "Bo" } })
  ).json()) as ConnectCode;
  await given(await redeem(ofMaker.code, mine));
  expect((await ask(`/v1/keys/${maker.id}`, { ...member, method: "DELETE" })).status).toBe(204);
  await refused(await redeem(ofMaker.code, mine));

  stub.clock.advance(24 * 3_600_000);
  await refused(await redeem(code, mine));
});

test.each(["first use", "repeat"])("eight twins of a %s all get the one key, and it works", async (which) => {
  const code = await makeCode();
  const mine = randomUUID();
  if (which === "repeat") await given(await redeem(code, mine));
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(code, mine)));
  const connections = await Promise.all(answers.map(given));
  expect(new Set(connections.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(await keysOfExtensions()).toMatchObject([{ revokedAt: null }]);
  expect((await send(connections[0]?.key ?? "")).status).toBe(201);
  expect(answers.filter(({ headers }) => headers.get("idempotent-replay") === null)).toHaveLength(
    which === "repeat" ? 0 : 1,
  );
});

test("of eight who have the code and each an idempotency key of their own one gets a key", async () => {
  const code = await makeCode();
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(code, randomUUID())));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(401)]);
  expect(await keysOfExtensions()).toHaveLength(1);
});
