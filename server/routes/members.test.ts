import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addMember, sessionOf } from "../../server-stub/members.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { RemovedMember } from "../../shared/contract/member.ts";

const OWNER = "000000000000000000000b01";

let stub: Stub;
let owner: { key: null; headers: { Cookie: string } };
beforeEach(async () => {
  stub = await startStub();
  owner = { key: null, headers: { Cookie: await signIn(stub) } };
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const setRight = (id: string, right: string, as: object = owner) =>
  ask(`/v1/members/${id}`, { ...as, method: "PATCH", body: { right } });
const remove = (id: string, as: object = owner) => ask(`/v1/members/${id}`, { ...as, method: "DELETE" });
const rightOf = async (id: string) =>
  ((await (await ask(`/v1/members/${id}`, owner)).json()) as { right: string }).right;
const made = async (path: string, as: object, body: object) =>
  (await (await ask(path, { ...as, body })).json()) as { id: string; token: string };

test("a member's right is raised and lowered, and counts for the very next request", async () => {
  const ann = await addMember(stub, "viewer", "Ann");
  expect((await ask("/v1/keys", ann.as)).status).toBe(403);
  expect(await (await setRight(ann.id, "admin")).json()).toMatchObject({ name: "Ann", right: "admin" });
  expect((await ask("/v1/keys", ann.as)).status).toBe(200);
  await setRight(ann.id, "viewer");
  expect((await ask("/v1/keys", ann.as)).status).toBe(403);
  const { data } = (await (await ask("/v1/audit?action=member.updated", owner)).json()) as { data: object[] };
  expect(data).toMatchObject([
    { subject: { id: ann.id }, actor: { type: "member", id: OWNER }, details: { from: "admin", to: "viewer" } },
    { details: { from: "viewer", to: "admin" } },
  ]);
});

test("nobody raises above their own right, and nobody touches who has more", async () => {
  const admin = await addMember(stub, "admin");
  const ann = await addMember(stub, "viewer");
  for (const answer of [
    await setRight(ann.id, "owner", admin.as),
    await setRight(admin.id, "owner", admin.as),
    await setRight(OWNER, "viewer", admin.as),
    await remove(OWNER, admin.as),
  ])
    expect(await problemOf(answer)).toMatchObject({ code: "insufficient_scope", details: { right: "owner" } });
  expect([await rightOf(ann.id), await rightOf(admin.id), await rightOf(OWNER)]).toEqual(["viewer", "admin", "owner"]);
});

test("the last owner stays one, also when two owners lower each other at once", async () => {
  for (const answer of [await setRight(OWNER, "admin"), await remove(OWNER)])
    expect(await problemOf(answer)).toMatchObject({
      code: "conflict",
      message: "Stub owner is the only owner. Make somebody else an owner first.",
    });
  for (let round = 0; round < 3; round++) {
    const other = await addMember(stub, "owner");
    const both = await Promise.all([setRight(other.id, "admin", owner), setRight(OWNER, "admin", other.as)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const { store } = stub.services;
    const owners = (await store.members.list("000000000000000000000001")).filter(({ right }) => right === "owner");
    expect(owners).toHaveLength(1);
    await store.members.setRight({ ...(owners[0] ?? expect.fail()), id: OWNER }, "owner");
    await store.members.setRight({ ...(owners[0] ?? expect.fail()), id: other.id }, "admin");
    owner = { key: null, headers: { Cookie: await sessionOf(stub, OWNER) } };
  }
});

test("an admin gets no hold of somebody who is made an owner while the admin asks", async () => {
  const [admin, ann] = [await addMember(stub, "admin"), await addMember(stub, "triager", "Ann")];
  const { members } = stub.services.store;
  for (const attempt of [() => remove(ann.id, admin.as), () => setRight(ann.id, "viewer", admin.as)]) {
    const { find } = members;
    members.find = async (...asked) => {
      const found = await find(...asked);
      members.find = find;
      await setRight(ann.id, "owner");
      return found;
    };
    expect(await problemOf(await attempt())).toMatchObject({
      code: "conflict",
      message: "Ann was made an owner just now. Look again.",
    });
    expect(await rightOf(ann.id)).toBe("owner");
    await setRight(ann.id, "triager");
  }
});

test("who is removed is out at once, in every way, and their keys are named to be rotated", async () => {
  const ann = await addMember(stub, "admin", "Ann");
  const { store } = stub.services;
  const key = await made("/v1/keys", ann.as, { kind: "secret", name: "Ann's", scopes: ["mcp"], app: STUB_APP_ID });
  const rotated = await made("/v1/keys/000000000000000000000c02/rotate", ann.as, { graceSeconds: 0 });
  const invitation = await made("/v1/invitations", ann.as, { name: "Eve", right: "admin" });
  const code = await made("/v1/connect-codes", ann.as, { name: "Eve" });
  await store.sessions.addLink({ hash: Buffer.alloc(32, 7), memberId: ann.id, expiresAt: stub.clock.now() + 1_000 });
  const before = (await (await ask(`/v1/members/${ann.id}/keys`, owner)).json()) as { data: object[] };

  const answer = (await (await remove(ann.id)).json()) as RemovedMember;
  expect(answer.member).toMatchObject({ name: "Ann", removedAt: "2026-01-01T12:00:00.000Z" });
  expect(answer.keys.map(({ id, because }) => [id, because])).toEqual([
    [key.id, ["owner", "creator"]],
    [rotated.id, ["creator"]],
  ]);
  expect(answer.keys).toEqual(before.data);
  expect((await ask("/v1/session", ann.as)).status).toBe(401);
  expect((await ask("/v1/invitations/accept", { key: null, body: { token: invitation.token } })).status).toBe(401);
  const session = { id: key.id, hash: Buffer.alloc(32, 8), createdAt: stub.clock.now(), expiresAt: 9e15, agent: null };
  expect(await store.sessions.start(Buffer.alloc(32, 7), session)).toBe(false);
  await store.sessions.add(ann.id, session);
  expect(await store.sessions.find(session.hash, stub.clock.now())).toBeUndefined();
  const codes = (await (await ask("/v1/connect-codes", owner)).json()) as { data: Array<{ id: string }> };
  expect(codes.data.map(({ id }) => id)).not.toContain(code.id);

  const { data } = (await (await ask("/v1/members", owner)).json()) as { data: Array<{ id: string }> };
  expect(data.map(({ id }) => id)).not.toContain(ann.id);
  expect(await (await ask(`/v1/members/${ann.id}`, owner)).json()).toMatchObject({ name: "Ann" });
  expect((await remove(ann.id)).status).toBe(404);
  expect((await setRight(ann.id, "viewer")).status).toBe(404);
  const log = (await (await ask("/v1/audit?action=member.removed", owner)).json()) as { data: object[] };
  expect(log.data).toMatchObject([
    { subject: { type: "member", id: ann.id }, details: { name: "Ann", right: "admin" } },
  ]);
});

test("who is lowered below admin loses what they could still let somebody in by", async () => {
  const ann = await addMember(stub, "admin");
  const { token } = await made("/v1/invitations", ann.as, { name: "Eve", right: "admin" });
  await made("/v1/connect-codes", ann.as, { name: "Eve" });
  await setRight(ann.id, "triager");
  expect((await ask("/v1/invitations/accept", { key: null, body: { token } })).status).toBe(401);
  expect(await (await ask("/v1/connect-codes", owner)).json()).toMatchObject({ data: [] });
});

test("a removed member is nobody to assign feedback to", async () => {
  const ann = await addMember(stub, "viewer");
  await remove(ann.id);
  const sent = await ask("/v1/feedback", { body: { content: "x" } });
  const { id } = (await sent.json()) as { id: string };
  const assigned = await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { assignee: ann.id } });
  expect(await problemOf(assigned)).toMatchObject({ code: "not_found", details: { what: "member", path: "assignee" } });
});

test("addresses of members are for themselves and for those who manage members", async () => {
  const ann = await addMember(stub, "viewer");
  const { store } = stub.services;
  await store.members.setEmail({ id: ann.id, organizationId: "000000000000000000000001" }, "ann@example.com");
  const emailAs = async (as: object) =>
    ((await (await ask(`/v1/members/${ann.id}`, as)).json()) as { email: string | null }).email;
  expect([await emailAs(owner), await emailAs(ann.as)]).toEqual(["ann@example.com", "ann@example.com"]);
  expect([await emailAs((await addMember(stub, "triager")).as), await emailAs({})]).toEqual([null, null]);
});
