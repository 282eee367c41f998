import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking, problemOf } from "../../server-stub/asking.ts";
import { addMember } from "../../server-stub/members.ts";
import { addTestApp, signIn } from "../../server-stub/second-app.ts";
import { addOrganization } from "../../server-stub/second-organization.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { keySchema, type NewKeyAnswer, newKeySchema } from "../../shared/contract/key.ts";
import { feedbackListSchema } from "../../shared/contract/record.ts";
import { KEY_PROFILES, type KeyProfile } from "./key-profiles.ts";

const FOR_SERVERS = {
  place: { in: "bearer" },
  isPlain: true,
  inPages: false,
  submissions: { per: "key", rate: "secretKey" },
} as const satisfies Partial<KeyProfile>;

/** One for all of an organization. */
const HOUSE: KeyProfile = {
  ...FOR_SERVERS,
  kind: "house",
  prefix: "house_",
  scopes: ["feedback:read", "feedback:write"],
  reach: "organization",
  isShownAgain: true,
  isSole: true,
};
const house = { kind: "house", scopes: ["feedback:read", "feedback:write"] };
/** One for each person. */
const PERSON: KeyProfile = {
  ...FOR_SERVERS,
  kind: "person",
  prefix: "person_",
  scopes: ["feedback:read", "feedback:write", "feedback:delete"],
  isPersonal: true,
  roles: { "read-only": ["feedback:read"], "full-access": ["feedback:read", "feedback:write", "feedback:delete"] },
};

let stub: Stub;
let owner: Ask;
beforeEach(async () => {
  stub = await startStub({ keyProfiles: [...KEY_PROFILES, HOUSE, PERSON] });
  owner = { key: null, headers: { Cookie: await signIn(stub) } };
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

const made = async (body: object, as: Ask = owner): Promise<NewKeyAnswer> => {
  const answer = await ask("/v1/keys", { ...as, body: { name: "x", ...body } });
  expect(answer.status).toBe(201);
  return newKeySchema.parse(await answer.json());
};
const contents = async (key: string): Promise<string[]> =>
  feedbackListSchema.parse(await (await ask("/v1/feedback", { key })).json()).data.map(({ content }) => content);

test("of a sole kind an organization has one live key, however many ask at once; another organization has its own", async () => {
  const theirs = await addOrganization(stub);
  const wanted = (as: Ask) => ask("/v1/keys", { ...as, body: { ...house, name: "x" } });
  const answers = await Promise.all(Array.from({ length: 12 }, () => wanted(owner)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(11).fill(409)]);
  expect(await problemOf(await wanted(owner))).toMatchObject({ code: "conflict" });
  expect((await wanted({ key: null, headers: { Cookie: theirs.session } })).status).toBe(201);
  const [{ id }] = (await Promise.all(answers.filter(({ status }) => status === 201).map((one) => one.json()))) as [
    NewKeyAnswer,
  ];
  await ask(`/v1/keys/${id}`, { ...owner, method: "DELETE" });
  const expiresAt = new Date(stub.clock.now() + 1_000).toISOString();
  await made({ ...house, expiresAt });
  expect((await wanted(owner)).status).toBe(409);
  stub.clock.advance(1_000); // what has expired leaves room for one
  const after = await Promise.all([wanted(owner), wanted(owner), wanted(owner)]);
  expect(after.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
});

test("the successor of a sole key ends it at once, and no grace is given; of many rotations at once one is done", async () => {
  const first = await made(house);
  const rotate = (body: object) => ask(`/v1/keys/${first.id}/rotate`, { ...owner, body });
  expect(await problemOf(await rotate({ graceSeconds: 60 }))).toMatchObject({
    code: "invalid_body",
    details: [{ path: "graceSeconds" }],
  });
  const answers = await Promise.all(Array.from({ length: 8 }, () => rotate({})));
  const done = answers.filter(({ status }) => status === 201);
  expect(done).toHaveLength(1);
  const { text } = newKeySchema.parse(await done[0]?.json());
  expect((await ask("/v1/feedback", { key: first.text })).status).toBe(401);
  expect((await ask("/v1/feedback", { key: text })).status).toBe(200);
});

test("a key that is shown again is shown to members who may manage keys, and the log says to whom", async () => {
  const { id, text, shownAgain } = await made(house);
  expect(shownAgain).toBe(true);
  const shown = (as: Ask, of = id) => ask(`/v1/keys/${of}/text`, as);
  const admin = await addMember(stub, "admin");
  const answer = await shown(admin.as);
  expect([answer.headers.get("cache-control"), await answer.json()]).toEqual(["no-store", { text }]);
  const entries = (await (await ask("/v1/audit?action=key.shown", owner)).json()) as { data: object[] };
  expect(entries.data).toMatchObject([{ actor: { id: admin.id }, subject: { id } }]);

  expect((await shown((await addMember(stub, "triager")).as)).status).toBe(403);
  expect((await shown({ key: stub.secretKey })).status).toBe(401);
  expect((await shown({ key: null, headers: { Cookie: (await addOrganization(stub)).session } })).status).toBe(404);
  const secret = await made({ kind: "secret", scopes: ["feedback:read"] });
  expect(await problemOf(await shown(owner, secret.id))).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("shown once"),
  });
  const kept = await stub.database.look("SELECT sealed FROM keys WHERE sealed IS NOT NULL");
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(text);
});

test("a key with the reach of its organization sees the apps of its environment, and submits to its own app", async () => {
  const { secretKey: inTest } = await addTestApp(stub);
  const theirs = await addOrganization(stub);
  const key = await made({ ...house, app: (await (await ask("/v1/apps")).json()).data[0].id });
  const second = (await (
    await ask("/v1/apps", { ...owner, body: { name: "Second", environment: "live" } })
  ).json()) as {
    id: string;
  };
  const inSecond = await made({ kind: "secret", scopes: ["feedback:write", "feedback:read"], app: second.id });
  await submit({ content: "in the first" });
  await ask("/v1/feedback", { key: inSecond.text, body: { content: "in the second" } });
  await ask("/v1/feedback", { key: inTest, body: { content: "in the test app" } });
  await ask("/v1/feedback", { key: key.text, body: { content: "by the house" } });
  expect((await contents(key.text)).toSorted()).toEqual(["by the house", "in the first", "in the second"]);
  expect(await contents(inSecond.text)).toEqual(["in the second"]);
  expect(await contents(inTest)).toEqual(["in the test app"]);
  const feedback = theirs.ids.feedback ?? "";
  expect((await ask(`/v1/feedback/${feedback}`, { key: theirs.secretKey })).status).toBe(200);
  expect((await ask(`/v1/feedback/${feedback}`, { key: key.text })).status).toBe(404);
});

test("a kind with roles is made with a role and a description, and stays as it was made", async () => {
  const refusal = async (body: object) =>
    problemOf(await ask("/v1/keys", { ...owner, body: { kind: "person", name: "x", ...body } }));
  const about = { description: "The weekly report" };
  expect(await refusal(about)).toMatchObject({ details: [{ path: "role" }] });
  expect(await refusal({ role: "reader", ...about })).toMatchObject({
    details: [{ path: "role", message: "must be one of read-only, full-access" }],
  });
  expect(await refusal({ role: "read-only" })).toMatchObject({ details: [{ path: "description" }] });
  expect(await refusal({ role: "read-only", ...about, scopes: ["feedback:delete"] })).toMatchObject({
    details: [{ path: "scopes" }],
  });
  expect(await refusal({ kind: "secret", role: "read-only", scopes: ["feedback:read"] })).toMatchObject({
    details: [{ path: "role" }],
  });

  const key = await made({ kind: "person", role: "read-only", ...about });
  expect(key).toMatchObject({ role: "read-only", ...about, scopes: ["feedback:read"], shownAgain: false });
  expect((await ask("/v1/feedback", { key: key.text })).status).toBe(200);
  expect((await ask("/v1/feedback", { key: key.text, body: { content: "x" } })).status).toBe(403);
  const changed = await ask(`/v1/keys/${key.id}`, { ...owner, method: "PATCH", body: { scopes: ["feedback:delete"] } });
  expect(await problemOf(changed)).toMatchObject({ code: "conflict" });
  const { text } = newKeySchema.parse(
    await (await ask(`/v1/keys/${key.id}/rotate`, { ...owner, body: { graceSeconds: 60 } })).json(),
  );
  const listed = (await (await ask("/v1/keys?kind=person", owner)).json()) as { data: unknown[] };
  expect(listed.data.map((one) => keySchema.parse(one))).toMatchObject([
    { role: "read-only", ...about },
    { role: "read-only", ...about },
  ]);
  expect(JSON.stringify(listed)).not.toContain(text);
});

test("a personal key ends with its member; another key of theirs goes on", async () => {
  const admin = await addMember(stub, "admin");
  const personal = await made({ kind: "person", role: "full-access", description: "mine" }, admin.as);
  const other = await made({ kind: "secret", scopes: ["feedback:read"] }, admin.as);
  expect(personal.owner).toBe(admin.id);
  const statuses = () =>
    Promise.all([personal, other].map(async ({ text }) => (await ask("/v1/feedback", { key: text })).status));
  expect(await statuses()).toEqual([200, 200]);
  expect((await ask(`/v1/members/${admin.id}`, { ...owner, method: "DELETE" })).status).toBe(200);
  expect(await statuses()).toEqual([401, 200]);
});

test("what keys of other products may do is in no key of our own API", async () => {
  const answer = await ask("/v1/keys", { ...owner, body: { kind: "secret", name: "x", scopes: ["events:write"] } });
  expect(await problemOf(answer)).toMatchObject({
    code: "invalid_body",
    details: [{ path: "scopes", message: "a secret key cannot have events:write" }],
  });
});

test("a key of one app neither makes, takes over nor ends a key that sees every app", async () => {
  const theirs = await made(house);
  const refusals = await Promise.all([
    ask("/v1/keys", { body: { ...house, name: "x" } }),
    ask(`/v1/keys/${theirs.id}/rotate`, { body: {} }),
    ask(`/v1/keys/${theirs.id}`, { method: "PATCH", body: { name: "mine" } }),
    ask(`/v1/keys/${theirs.id}`, { method: "DELETE" }),
  ]);
  for (const refusal of refusals) expect(await problemOf(refusal)).toMatchObject({ code: "insufficient_scope" });
  expect((await ask("/v1/feedback", { key: theirs.text })).status).toBe(200);
});

test("a personal key does what its member may do at that moment", async () => {
  const admin = await addMember(stub, "admin");
  const { text } = await made({ kind: "person", role: "full-access", description: "mine" }, admin.as);
  const statuses = async () => [
    (await ask("/v1/feedback", { key: text })).status,
    (await ask("/v1/feedback", { key: text, body: { content: "x" } })).status,
    (await ask("/v1/export", { key: text })).status,
  ];
  const lower = (right: string) => ask(`/v1/members/${admin.id}`, { ...owner, method: "PATCH", body: { right } });
  expect(await statuses()).toEqual([200, 201, 200]);
  await lower("viewer");
  expect(await statuses()).toEqual([200, 403, 403]);
  await lower("triager");
  expect(await statuses()).toEqual([200, 201, 200]);
});

test("a key that was sealed by another secret of the server says so, and nobody is noted as having seen it", async () => {
  const { id } = await made(house);
  await stub.database.change("UPDATE keys SET sealed = hash WHERE sealed IS NOT NULL");
  expect(await problemOf(await ask(`/v1/keys/${id}/text`, owner))).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("EARSHOT_SECRET"),
  });
  const entries = (await (await ask("/v1/audit?action=key.shown", owner)).json()) as { data: object[] };
  expect(entries.data).toEqual([]);
});
