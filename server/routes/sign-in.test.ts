import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { addMember, sessionOf } from "../../server-stub/members.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { OpenSessions } from "../../shared/contract/session.ts";

const PASSWORD = "kettle orbit mango spruce";

let stub: Stub;
let ann: Awaited<ReturnType<typeof addMember>>;
beforeEach(async () => {
  stub = await startStub({ trustedProxyHops: 1 });
  ann = await addMember(stub, "triager", "Ann Lee", "ann@example.com");
  expect((await setPassword({ next: PASSWORD })).status).toBe(204);
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const setPassword = (body: object, as: object = ann.as) => ask("/v1/session/password", { ...as, method: "PUT", body });
let addresses = 0;
/** From an address of its own, unless one is given. */
const signInWith = (body: object, headers: object = {}) =>
  ask("/v1/sign-in", {
    key: null,
    body,
    headers: { "X-Forwarded-For": `198.51.100.${++addresses % 250}`, ...headers },
  });
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const isIn = async (Cookie: string) => (await ask("/v1/session", { key: null, headers: { Cookie } })).status === 200;

test("a member signs in with address and password, however the address is written", async () => {
  for (const email of ["ann@example.com", " ANN@Example.com "]) {
    const answer = await signInWith({ email, password: PASSWORD });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([201, "no-store"]);
    expect(await answer.json()).toMatchObject({ member: { name: "Ann Lee", right: "triager" } });
    expect(await isIn(cookieOf(answer))).toBe(true);
  }
});

test("a letter that two keyboards write in two ways is the same letter", async () => {
  expect((await setPassword({ current: PASSWORD, next: "fünf größe ölige spruce" })).status).toBe(204);
  const password = "fünf größe ölige spruce".normalize("NFD");
  expect((await signInWith({ email: "ann@example.com", password })).status).toBe(201);
});

test("a wrong password, an unknown address and a member without a password get the very same answer", async () => {
  await addMember(stub, "viewer", "Ben", "ben@example.com");
  const answers = [];
  for (const email of ["ann@example.com", "nobody@example.com", "ben@example.com"]) {
    const { requestId: _, ...problem } = await problemOf(await signInWith({ email, password: "not the right one" }));
    answers.push(problem);
  }
  expect(answers[0]).toMatchObject({ status: 401, code: "invalid_authorization" });
  expect(answers).toEqual([answers[0], answers[0], answers[0]]);
});

test("an unknown address costs as much work as a known one", async () => {
  const measured = async (email: string) => {
    const before = process.cpuUsage();
    for (let i = 0; i < 6; i++) await signInWith({ email, password: "not the right one" });
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  await measured("ann@example.com");
  const [known, unknown] = [await measured("ann@example.com"), await measured("nobody@example.com")];
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
}, 30_000);

test("ten failures from one address are enough, and the wait that is named is true; who succeeds is not counted", async () => {
  const here = { "X-Forwarded-For": "203.0.113.7" };
  for (let i = 0; i < 12; i++)
    expect((await signInWith({ email: "ann@example.com", password: PASSWORD }, here)).status).toBe(201);
  const tries = await Promise.all(
    Array.from({ length: 14 }, (_, i) => signInWith({ email: `a${i}@example.com`, password: "wrong" }, here)),
  );
  expect(tries.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
  const right = () => signInWith({ email: "ann@example.com", password: PASSWORD }, here);
  const refused = await right();
  expect(refused.status).toBe(429);
  const wait = Number(refused.headers.get("retry-after"));
  stub.clock.advance(wait * 1_000 - 1_100);
  expect((await right()).status).toBe(429);
  stub.clock.advance(1_100);
  expect((await right()).status).toBe(201);
}, 30_000);

test("fifty failures at one account are enough, from however many addresses, whether there is such an account or not", async () => {
  for (const email of ["ann@example.com", "nobody@example.com"]) {
    const statuses = [];
    for (let i = 0; i < 51; i++) statuses.push((await signInWith({ email, password: "wrong" })).status);
    expect(statuses).toEqual([...Array(50).fill(401), 429]);
  }
}, 60_000);

test("another site cannot sign its visitors in as itself", async () => {
  for (const headers of [{ Origin: "https://evil.example" }, { "Sec-Fetch-Site": "cross-site" }])
    expect(await problemOf(await signInWith({ email: "ann@example.com", password: PASSWORD }, headers))).toMatchObject({
      status: 403,
      code: "origin_not_allowed",
    });
});

test("a new password ends every other session and open link, and needs the old one", async () => {
  const { store, clock } = stub.services;
  const other = await sessionOf(stub, ann.id);
  await store.sessions.addLink({ hash: Buffer.alloc(32, 7), memberId: ann.id, expiresAt: clock.now() + 9_000 });
  for (const body of [{ next: "another four words here" }, { current: "wrong", next: "another four words here" }])
    expect(await problemOf(await setPassword(body))).toMatchObject({ status: 400, details: [{ path: "current" }] });
  expect(await isIn(other)).toBe(true);
  expect((await setPassword({ current: PASSWORD, next: "another four words here" })).status).toBe(204);
  expect([await isIn(other), await isIn(ann.as.headers.Cookie)]).toEqual([false, true]);
  const session = { id: ann.id, hash: Buffer.alloc(32, 8), createdAt: clock.now(), expiresAt: 9e15, agent: null };
  expect(await store.sessions.start(Buffer.alloc(32, 7), session)).toBe(false);
  expect((await signInWith({ email: "ann@example.com", password: PASSWORD })).status).toBe(401);
  expect((await signInWith({ email: "ann@example.com", password: "another four words here" })).status).toBe(201);
});

test("the old password cannot be tried out by whoever found an open session", async () => {
  const statuses = [];
  for (let i = 0; i < 12; i++)
    statuses.push((await setPassword({ current: `guess ${i}`, next: "another four words here" })).status);
  expect(statuses).toEqual([...Array(10).fill(400), 429, 429]);
});

test.each([
  ["short words", /at least 12 characters/],
  ["äöü", /at least 12 characters/],
  ["x".repeat(300), /at most 256 bytes/],
  ["ü".repeat(200), /at most 256 bytes/],
  ["aaaaaaaaaaaaaaaa", /same few characters/],
  ["abc12abc12abc12", /same few characters/],
  ["Password123456", /commonest/],
  ["P@ssw0rd!!2026", /commonest/],
  ["qwertyuiop1234", /commonest|keyboard/],
  ["1234567890123", /row of/],
  ["my friend ann lee!", /your name/],
  ["ann@example.com", /your name or your e-mail/],
])("%j is no password, and the refusal says why", async (next, why) => {
  const { code, details } = await problemOf(await setPassword({ current: PASSWORD, next }));
  expect([code, JSON.stringify(details)]).toEqual(["invalid_body", expect.stringMatching(why)]);
});

test("an invitation can be accepted with a password, which is held to the same", async () => {
  const owner = await addMember(stub, "owner");
  const made = await ask("/v1/invitations", { ...owner.as, body: { email: "eve@example.com", right: "viewer" } });
  const { token } = (await made.json()) as { token: string };
  const accept = (password: string) =>
    ask("/v1/invitations/accept", { key: null, body: { token, name: "Eve Adams", password } });
  expect(await problemOf(await accept("eve adams 2026!"))).toMatchObject({ details: [{ path: "password" }] });
  expect((await accept("violet harbour nine")).status).toBe(201);
  expect((await signInWith({ email: "eve@example.com", password: "violet harbour nine" })).status).toBe(201);
});

test("two who take the same address at once: one has it, the other is told, and nothing breaks", async () => {
  const people = await Promise.all([1, 2, 3, 4].map((n) => addMember(stub, "viewer", `Person ${n}`)));
  const take = ({ as }: (typeof people)[number]) =>
    ask("/v1/session", { ...as, method: "PATCH", body: { email: "shared@example.com" } });
  const answers = await Promise.all(people.map(take));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
  const refused = answers.find(({ status }) => status === 409) ?? expect.fail();
  expect(await problemOf(refused)).toMatchObject({
    code: "conflict",
    message: "Somebody here has this e-mail address already.",
  });
});

test("where an address is refused, the name that came with it is not taken either", async () => {
  const eve = await addMember(stub, "viewer", "Eve");
  const answer = await ask("/v1/session", {
    ...eve.as,
    method: "PATCH",
    body: { name: "X", email: "ann@example.com" },
  });
  expect(answer.status).toBe(409);
  expect(await (await ask("/v1/session", eve.as)).json()).toMatchObject({ member: { name: "Eve", email: null } });
});

test("a password needs an address to sign in by", async () => {
  const ben = await addMember(stub, "viewer", "Ben");
  expect(await problemOf(await setPassword({ next: PASSWORD }, ben.as))).toMatchObject({ code: "conflict" });
  const email = "ben@example.com";
  expect(await (await ask("/v1/session", { ...ben.as, method: "PATCH", body: { email } })).json()).toMatchObject({
    member: { email },
  });
  expect(await (await ask("/v1/session/password", ben.as)).json()).toEqual({ isSet: false });
  expect((await setPassword({ next: PASSWORD }, ben.as)).status).toBe(204);
  expect(await (await ask("/v1/session/password", ben.as)).json()).toEqual({ isSet: true });
});

test("a member sees where they are signed in, and signs out there, one by one or all at once", async () => {
  const answer = await signInWith(
    { email: "ann@example.com", password: PASSWORD },
    { "User-Agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605 Version/18.0 Safari/605.1" },
  );
  const there = cookieOf(answer);
  stub.clock.advance(90_000);
  expect(await isIn(there)).toBe(true);
  const list = async (Cookie = ann.as.headers.Cookie) =>
    ((await (await ask("/v1/sessions", { key: null, headers: { Cookie } })).json()) as OpenSessions).data;
  await expect.poll(async () => (await list())[0]?.lastUsedAt).toBe("2026-01-01T12:01:00.000Z");
  expect((await list()).map(({ agent, isCurrent, createdAt }) => [agent, isCurrent, createdAt])).toEqual([
    ["Safari on macOS", false, "2026-01-01T12:00:00.000Z"],
    [null, true, "2026-01-01T12:00:00.000Z"],
  ]);
  const ben = await addMember(stub, "owner");
  const [theirs] = await list();
  const end = (as: object) => ask(`/v1/sessions/${theirs?.id}`, { ...as, method: "DELETE" });
  expect((await end(ben.as)).status).toBe(404);
  expect((await end(ann.as)).status).toBe(204);
  expect(await isIn(there)).toBe(false);
  const [one, two] = [await sessionOf(stub, ann.id), await sessionOf(stub, ann.id)];
  expect((await ask("/v1/sessions", { ...ann.as, method: "DELETE" })).status).toBe(204);
  expect([await isIn(one), await isIn(two), await isIn(ann.as.headers.Cookie)]).toEqual([false, false, true]);
  expect(await isIn(ben.as.headers.Cookie)).toBe(true);
});
