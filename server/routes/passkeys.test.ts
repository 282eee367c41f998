import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Answering, softAuthenticator } from "../../server-stub/authenticator.ts";
import { addMember } from "../../server-stub/members.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { Passkeys } from "../../shared/contract/passkey.ts";
import { relyingParty } from "../members/relying-party.ts";

let stub: Stub;
let ann: Awaited<ReturnType<typeof addMember>>;
let device: ReturnType<typeof softAuthenticator>;
beforeEach(async () => {
  stub = await startStub();
  ann = await addMember(stub, "triager", "Ann Lee", "ann@example.com");
  device = softAuthenticator("localhost");
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

type Options = { challenge: string; rp: { id: string }; user: { id: string } };
const optionsFor = async (path: string, as: object): Promise<Options> => {
  const answer = await ask(path, { ...as, method: "POST" });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Options;
};
const begin = (as: object = ann.as) => optionsFor("/v1/passkeys/registration-options", as);
const add = async (over: Partial<Answering> = {}, as: object = ann.as, using = device) => {
  const { challenge, user } = await begin();
  const response = using.create({ origin: stub.url, challenge, userId: user.id, ...over });
  return ask("/v1/passkeys", { ...as, body: { name: "My phone", response } });
};
const challenge = async () => (await optionsFor("/v1/passkeys/sign-in-options", { key: null })).challenge;
const sendIn = (response: object, headers = {}) =>
  ask("/v1/passkeys/sign-in", { key: null, body: { response }, headers });
const signInWith = async (over: Partial<Answering> = {}, using = device) =>
  sendIn(using.get({ origin: stub.url, challenge: await challenge(), ...over }));
const refusal = { status: 401, code: "invalid_authorization" };

test("a member adds a passkey, signs in with it without saying who they are, and removes it", async () => {
  expect(await (await ask("/v1/sign-in", { key: null })).json()).toMatchObject({ passkeys: true });
  expect((await add()).status).toBe(201);
  stub.clock.advance(60_000);
  const answer = await signInWith();
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ member: { id: ann.id, name: "Ann Lee" } });
  const Cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await ask("/v1/session", { key: null, headers: { Cookie } })).status).toBe(200);
  const { data } = (await (await ask("/v1/passkeys", ann.as)).json()) as Passkeys;
  expect(data).toMatchObject([
    { name: "My phone", createdAt: "2026-01-01T12:00:00.000Z", lastUsedAt: "2026-01-01T12:01:00.000Z" },
  ]);
  const other = await addMember(stub, "owner");
  expect((await ask(`/v1/passkeys/${data[0]?.id}`, { ...other.as, method: "DELETE" })).status).toBe(404);
  expect((await ask(`/v1/passkeys/${data[0]?.id}`, { ...ann.as, method: "DELETE" })).status).toBe(204);
  expect(await problemOf(await signInWith())).toMatchObject(refusal);
});

test("options ask for a passkey that the browser finds by itself and that knows its owner", async () => {
  const options = await begin();
  expect(options).toMatchObject({
    rp: { id: "localhost" },
    user: { name: "ann@example.com", displayName: "Ann Lee" },
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    attestation: "none",
  });
  await add();
  expect(await begin()).toMatchObject({ excludeCredentials: [{ id: device.id }] });
  expect(await optionsFor("/v1/passkeys/sign-in-options", { key: null })).toMatchObject({
    userVerification: "required",
  });
});

test.each<[string, Partial<Answering>]>([
  ["of another site", { origin: "https://earshot.evil.example" }],
  ["of another name", { rpId: "evil.example" }],
  ["without its owner's finger, face or number", { isVerified: false }],
  ["to another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
  ["to the other question", { type: "webauthn.other" }],
])("an answer %s neither adds a passkey nor signs in", async (_, over) => {
  expect(await problemOf(await add(over))).toMatchObject({ code: "invalid_body", details: [{ path: "response" }] });
  expect((await add()).status).toBe(201);
  expect(await problemOf(await signInWith(over))).toMatchObject(refusal);
  expect((await signInWith()).status).toBe(201);
});

test("a challenge is good once, for five minutes, for what it was given out for, and for whom", async () => {
  expect((await add()).status).toBe(201);
  const response = device.get({ origin: stub.url, challenge: await challenge() });
  const both = await Promise.all([sendIn(response), sendIn(response)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 401]);
  const late = device.get({ origin: stub.url, challenge: await challenge() });
  stub.clock.advance(5 * 60_000);
  expect((await sendIn(late)).status).toBe(401);
  const { challenge: forAdding } = await begin();
  expect((await signInWith({ challenge: forAdding })).status).toBe(401);
  const ben = await addMember(stub, "viewer", "Ben");
  expect((await add({}, ben.as, softAuthenticator("localhost"))).status).toBe(400); // with Ann's challenge
});

test("a counter that goes back is a copy, and is refused", async () => {
  await add({ counter: 5 });
  expect((await signInWith({ counter: 9 })).status).toBe(201);
  for (const counter of [9, 8, 0]) expect(await problemOf(await signInWith({ counter }))).toMatchObject(refusal);
  expect((await signInWith({ counter: 10 })).status).toBe(201);
});

test("authenticators that do not count are taken as often as they come", async () => {
  await add({ counter: 0 });
  for (let i = 0; i < 3; i++) expect((await signInWith({ counter: 0 })).status).toBe(201);
});

test("a forged signature, an unknown passkey, and one that says it is somebody else's are refused alike", async () => {
  await add();
  const real = device.get({ origin: stub.url, challenge: await challenge() });
  const other = softAuthenticator("localhost").get({ origin: stub.url, challenge: await challenge() });
  const { signature } = other.response;
  const answers = [
    await sendIn({ ...real, response: { ...real.response, signature } }),
    await sendIn(other),
    await signInWith({ userHandle: Buffer.alloc(12, 1).toString("base64url") }),
    await sendIn({ ...real, response: { ...real.response, clientDataJSON: "e30" } }),
  ];
  for (const answer of answers) expect(await problemOf(answer)).toMatchObject(refusal);
});

test("one passkey is one member's, and a removed member's signs nobody in", async () => {
  await add();
  const ben = await addMember(stub, "viewer", "Ben");
  const { challenge, user } = await begin(ben.as);
  const response = device.create({ origin: stub.url, challenge, userId: user.id });
  const again = await ask("/v1/passkeys", { ...ben.as, body: { name: "Ann's", response } });
  expect(await problemOf(again)).toMatchObject({ status: 409, code: "conflict" });
  const owner = await addMember(stub, "owner");
  await ask(`/v1/members/${ann.id}`, { ...owner.as, method: "DELETE" });
  expect((await signInWith()).status).toBe(401);
});

test("another site can neither ask for a challenge nor answer one", async () => {
  await add();
  const headers = { Origin: "https://evil.example" };
  const asked = await ask("/v1/passkeys/sign-in-options", { key: null, method: "POST", headers });
  expect(asked.status).toBe(403);
  const response = device.get({ origin: stub.url, challenge: await challenge() });
  expect((await sendIn(response, headers)).status).toBe(403);
});

test.each([
  ["https://feedback.example.com", "x", { id: "feedback.example.com", origin: "https://feedback.example.com" }],
  [
    "https://feedback.example.com:8443",
    "x",
    { id: "feedback.example.com", origin: "https://feedback.example.com:8443" },
  ],
  ["http://localhost:8787", "x", { id: "localhost", origin: "http://localhost:8787" }],
  ["http://feedback.example.com", "x", undefined],
  ["https://203.0.113.9", "x", undefined],
  ["https://[2001:db8::1]", "x", undefined],
  [undefined, "localhost:8787", { id: "localhost", origin: "http://localhost:8787" }],
  [undefined, "feedback.example.com", undefined],
  [undefined, "127.0.0.1:8787", undefined],
  [undefined, "", undefined],
])("with the address %j, asked at %j, passkeys are held by %j", (told, host, expected) => {
  expect(relyingParty({ publicUrl: () => told }, { req: { header: () => host } } as never)).toEqual(expected);
});

test("one address does not fill the database with challenges, and is told when it may go on", async () => {
  const begun = () => ask("/v1/passkeys/sign-in-options", { key: null, method: "POST" });
  for (let i = 0; i < 20; i++)
    expect((await Promise.all(Array.from({ length: 10 }, begun))).every(({ status }) => status === 200)).toBe(true);
  const refused = await begun();
  expect(refused.status).toBe(429);
  stub.clock.advance(Number(refused.headers.get("retry-after")) * 1_000);
  expect((await begun()).status).toBe(200);
});
