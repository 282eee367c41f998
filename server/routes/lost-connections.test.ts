import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ConnectCode, Connection } from "../../shared/contract/connect-code.ts";
import type { KeyAnswer, KeyList } from "../../shared/contract/key.ts";

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
const live = async () => (await keysOfExtensions()).filter(({ revokedAt }) => revokedAt === null);
const refused = async (answer: Response) =>
  expect(await problemOf(answer)).toMatchObject({ code: "invalid_authorization" });

test.each([CHROME, FIREFOX])(
  "an answer that was lost costs no code: the same request again, from %s, gives a key that works; the first one ends",
  async (origin) => {
    const code = await makeCode();
    const mine = randomUUID();
    const first = await given(await redeem(code, mine, origin));
    stub.clock.advance(24 * 3_600_000 - 1);
    const second = await given(await redeem(code, mine.toUpperCase(), origin));
    expect(second).toMatchObject({ app: first.app, name: first.name });
    expect([second.key === first.key, second.token === first.token]).toEqual([false, false]);
    await refused(await send(first.key, origin));
    expect((await send(second.key, origin)).status).toBe(201);
    const [old, current] = await keysOfExtensions();
    expect(old).toMatchObject({ revokedAt: expect.any(String), replacedBy: current?.id });
    expect(current).toMatchObject({ revokedAt: null, limits: old?.limits, allowedOrigins: old?.allowedOrigins });
  },
);

test("the token for replies is made anew with the key, and the lost one reads nothing", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const first = await given(await redeem(code, mine));
  const second = await given(await redeem(code, mine));
  expect((await replies(second.key, second.token)).status).toBe(200);
  for (const answer of [replies(first.key, first.token), replies(second.key, first.token)]) await refused(await answer);
});

test("it may be lost again and again", async () => {
  const code = await makeCode();
  const mine = randomUUID();
  const keys: string[] = [];
  for (let time = 0; time < 4; time++) keys.push((await given(await redeem(code, mine))).key);
  expect(new Set(keys).size).toBe(4);
  expect(await live()).toHaveLength(1);
  expect((await send(keys.at(-1) ?? "")).status).toBe(201);
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
  expect(await live()).toHaveLength(1);
});

test("a key that has arrived is not replaced: once it was used, or was revoked or rotated by the team, a repeat is refused", async () => {
  const use = async (text: string) => expect((await send(text)).status).toBe(201);
  const revoke = async (id: string) => ask(`/v1/keys/${id}`, { ...member, method: "DELETE" });
  const rotate = async (id: string) => ask(`/v1/keys/${id}/rotate`, { ...member, body: { graceSeconds: 3_600 } });
  for (const end of ["use", "revoke", "rotate"] as const) {
    const code = await makeCode();
    const mine = randomUUID();
    const { key } = await given(await redeem(code, mine));
    const id = (await keysOfExtensions()).at(-1)?.id ?? "";
    await { use: () => use(key), revoke: () => revoke(id), rotate: () => rotate(id) }[end]();
    // When a key was last used is noted without anybody waiting for it.
    if (end === "use") await expect.poll(async () => (await keysOfExtensions()).at(-1)?.lastUsedAt).not.toBeNull();
    const before = (await keysOfExtensions()).length;
    await refused(await redeem(code, mine));
    expect((await keysOfExtensions()).length).toBe(before);
  }
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

test.each(["first use", "repeat"])(
  "of eight twins of a %s exactly one key is alive at the end, one of those that were given; who was slower is told to ask again",
  async (which) => {
    const code = await makeCode();
    const mine = randomUUID();
    if (which === "repeat") await given(await redeem(code, mine));
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(code, mine)));
    const keys: string[] = [];
    for (const answer of answers)
      if (answer.status === 201) keys.push(((await answer.json()) as Connection).key);
      else {
        expect(answer.headers.get("retry-after")).toBe("1");
        expect(await problemOf(answer)).toMatchObject({ status: 409, code: "idempotency_in_flight" });
      }
    expect(keys.length).toBeGreaterThan(0);
    expect(await live()).toHaveLength(1);
    const works = await Promise.all(keys.map(async (key) => (await send(key)).status === 201));
    expect(works.filter(Boolean)).toHaveLength(1);
  },
);

test("of eight who have the code and each an idempotency key of their own one gets a key", async () => {
  const code = await makeCode();
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(code, randomUUID())));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(401)]);
  expect(await keysOfExtensions()).toHaveLength(1);
});
