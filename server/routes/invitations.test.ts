import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { addMember } from "../../server-stub/members.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { MadeInvitation } from "../../shared/contract/invitation.ts";

let stub: Stub;
let owner: { key: null; headers: { Cookie: string } };
beforeEach(async () => {
  stub = await startStub();
  owner = { key: null, headers: { Cookie: await signIn(stub) } };
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const invite = async (body: object, as: object = owner): Promise<MadeInvitation> => {
  const answer = await ask("/v1/invitations", { ...as, body });
  expect(answer.status).toBe(201);
  return (await answer.json()) as MadeInvitation;
};
const accept = (body: object, headers = {}) => ask("/v1/invitations/accept", { key: null, body, headers });
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";

test("whoever is invited sees by whom and for what, accepts once, and is a member with that right", async () => {
  const { token, link, ...made } = await invite({ email: " Ann@Example.COM ", right: "triager", role: "support" });
  expect([made.email, made.right, made.madeBy.name, link]).toEqual(["ann@example.com", "triager", "Stub owner", null]);
  const seen = await ask("/v1/invitations/preview", { key: null, body: { token } });
  expect(await seen.json()).toMatchObject({
    organization: { name: "Stub organization" },
    madeBy: { name: "Stub owner" },
    email: "ann@example.com",
    right: "triager",
  });
  const accepted = await accept({ token, name: "Ann Lee" }, { "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/150.0" });
  expect(accepted.status).toBe(201);
  expect(accepted.headers.get("set-cookie")).toMatch(/^earshot_session=.+HttpOnly; SameSite=Strict$/);
  const session = await ask("/v1/session", { key: null, headers: { Cookie: cookieOf(accepted) } });
  expect(await session.json()).toMatchObject({
    member: { name: "Ann Lee", role: "support", right: "triager", email: "ann@example.com" },
  });
  expect(await problemOf(await accept({ token, name: "Eve" }))).toMatchObject({ code: "invalid_authorization" });
  expect(await (await ask("/v1/invitations", owner)).json()).toEqual({ data: [], nextCursor: null });
});

test("the text of an invitation is in no list, no log and no database", async () => {
  const { token } = await invite({ name: "Ann", right: "viewer" });
  for (const path of ["/v1/invitations", "/v1/audit"])
    expect(await (await ask(path, owner)).text()).not.toContain(token);
  expect(
    JSON.stringify(await stub.services.store.invitations.list("000000000000000000000001", { now: 0 })),
  ).not.toContain(token);
});

test("an invitation ends after a week, and when it is withdrawn", async () => {
  const [late, withdrawn] = [
    await invite({ name: "A", right: "viewer" }),
    await invite({ name: "B", right: "viewer" }),
  ];
  expect((await ask(`/v1/invitations/${withdrawn.id}`, { ...owner, method: "DELETE" })).status).toBe(204);
  expect((await ask(`/v1/invitations/${withdrawn.id}`, { ...owner, method: "DELETE" })).status).toBe(404);
  expect(await problemOf(await accept({ token: withdrawn.token }))).toMatchObject({ status: 401 });
  stub.clock.advance(7 * 24 * 3_600_000);
  expect(await problemOf(await accept({ token: late.token }))).toMatchObject({
    status: 401,
    message: "This invitation was accepted or withdrawn, or has expired. Ask whoever invited you for another.",
  });
});

test("of several who accept at once one becomes a member", async () => {
  const { token } = await invite({ right: "viewer" });
  const answers = await Promise.all([1, 2, 3, 4].map((n) => accept({ token, name: `Ann ${n}` })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401, 401, 401]);
});

test("nobody invites to more than they may do themselves", async () => {
  const admin = await addMember(stub, "admin");
  expect(await problemOf(await ask("/v1/invitations", { ...admin.as, body: { right: "owner" } }))).toMatchObject({
    code: "insufficient_scope",
    details: { right: "owner", yours: "admin" },
  });
  await invite({ right: "admin" }, admin.as);
});

test("an invitation that is made while its maker is lowered or removed lets nobody in", async () => {
  const { invitations } = stub.services.store;
  const { add } = invitations;
  for (const [from, change] of [
    ["admin", { method: "PATCH", body: { right: "triager" } }],
    ["owner", { method: "PATCH", body: { right: "admin" } }],
    ["admin", { method: "DELETE" }],
  ] as const) {
    const maker = await addMember(stub, from);
    invitations.add = async (...asked) => {
      await ask(`/v1/members/${maker.id}`, { ...owner, ...change });
      return add(...asked);
    };
    const { token } = await invite({ name: "Eve", right: from }, maker.as);
    invitations.add = add;
    expect((await accept({ token })).status).toBe(401);
  }
});

test("an address is one member's: a second one with it is refused, however they race for it", async () => {
  const [one, two] = [await invite({ right: "viewer" }), await invite({ right: "viewer" })];
  const both = await Promise.all(
    [one, two].map(({ token }) => accept({ token, name: "Ann", email: "ann@example.com" })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const body = { email: "ANN@example.com", right: "viewer" };
  expect(await problemOf(await ask("/v1/invitations", { ...owner, body }))).toMatchObject({
    code: "conflict",
    message: "Somebody here has this e-mail address already.",
  });
});

test("another site can neither look at an invitation nor accept it", async () => {
  const { token } = await invite({ name: "Ann", right: "viewer" });
  for (const headers of [{ Origin: "https://evil.example" }, { "Sec-Fetch-Site": "cross-site" }])
    for (const path of ["/v1/invitations/preview", "/v1/invitations/accept"])
      expect(await problemOf(await ask(path, { key: null, body: { token }, headers }))).toMatchObject({
        status: 403,
        code: "origin_not_allowed",
      });
  expect((await accept({ token })).status).toBe(201);
});

test("a name is needed from one of the two, and the invitation's address stays", async () => {
  const { token } = await invite({ email: "ann@example.com", right: "viewer" });
  expect(await problemOf(await accept({ token }))).toMatchObject({ code: "invalid_body", details: [{ path: "name" }] });
  const other = await accept({ token, name: "Eve", email: "eve@example.com" });
  expect(await problemOf(other)).toMatchObject({ code: "invalid_body", details: [{ path: "email" }] });
});
