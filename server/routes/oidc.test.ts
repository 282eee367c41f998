import { afterEach, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { addMember } from "../../server-stub/members.ts";
import { type OidcTampering, startOidcDouble } from "../../server-stub/oidc-double.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { Session } from "../../shared/contract/session.ts";

const CLIENT = { clientId: "earshot", clientSecret: "s3cret of ours" };

let provider: Awaited<ReturnType<typeof startOidcDouble>>;
let stub: Stub;
let lines: string[];
beforeEach(async () => {
  lines = [];
  provider = await startOidcDouble(CLIENT);
  stub = await startStub({
    onLog: (line) => lines.push(line),
    openIdConnect: {
      issuer: provider.state.issuer,
      ...CLIENT,
      name: "Example",
      domains: ["corp.example"],
      right: "viewer",
    },
  });
});
afterEach(async () => {
  await stub.close();
  await provider.close();
});
const { ask } = asking(() => stub);

const visit = (url: string, Cookie = "") => fetch(url, { redirect: "manual", headers: { Cookie } });
const cookieIn = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith(`${name}=`) && !one.startsWith(`${name}=;`))
    ?.split(";")[0];
const place = (answer: Response) => answer.headers.get("location") ?? "";

/** To the provider and back, up to the address that the browser comes back to. */
const leave = async (): Promise<{ back: string; Cookie: string }> => {
  const start = await visit(`${stub.url}/v1/oidc/start`);
  const Cookie = cookieIn(start, "earshot_oidc") ?? "";
  return { back: place(await visit(place(start))), Cookie };
};
type Outcome = { to: string; session: Session | undefined };
const outcomeOf = async (answer: Response): Promise<Outcome> => {
  const Cookie = cookieIn(answer, "earshot_session");
  const session = Cookie && (await (await ask("/v1/session", { key: null, headers: { Cookie } })).json());
  return { to: place(answer), session: session as Session | undefined };
};
const signIn = async (user: object, tampering: OidcTampering = {}): Promise<Outcome> => {
  Object.assign(provider.state, { user, tampering });
  const { back, Cookie } = await leave();
  return outcomeOf(await visit(back, Cookie));
};
const failed = (reason: string): Outcome => ({ to: `/#sign-in-failed=${reason}`, session: undefined });
const ANN = { sub: "ann-1", email: "Ann@Corp.example", email_verified: true, name: "Ann Lee" };

test("whose verified address is of a domain that was named becomes a member, and is the same one ever after", async () => {
  expect(await (await ask("/v1/sign-in", { key: null })).json()).toMatchObject({ openIdConnect: { name: "Example" } });
  const first = await signIn(ANN);
  expect(first).toMatchObject({
    to: "/",
    session: { member: { name: "Ann Lee", right: "viewer", email: "ann@corp.example" } },
  });
  const again = await signIn({ sub: "ann-1", email: "other@elsewhere.example", email_verified: false });
  expect(again.session?.member.id).toBe(first.session?.member.id);
});

test("a member is found by an address that somebody vouches for; an invitation is accepted by it", async () => {
  const ben = await addMember(stub, "admin", "Ben", "ben@elsewhere.example");
  const linked = await signIn({ sub: "b", email: "BEN@elsewhere.example", email_verified: true });
  expect(linked.session?.member).toMatchObject({ id: ben.id, right: "admin" });
  await ask("/v1/invitations", { ...ben.as, body: { email: "eve@elsewhere.example", right: "triager" } });
  const eve = { sub: "e", email: "eve@elsewhere.example", email_verified: true, name: "Eve" };
  expect((await signIn(eve)).session?.member).toMatchObject({ name: "Eve", right: "triager" });
  expect(await (await ask("/v1/invitations", ben.as)).json()).toMatchObject({ data: [] });
});

test("an address counts only when the provider has verified it, in so many words", async () => {
  for (const email_verified of [false, undefined, "true", 1])
    expect(await signIn({ ...ANN, email_verified })).toEqual(failed("email_unverified"));
  expect(await signIn({ sub: "x" })).toEqual(failed("email_unverified"));
});

test("strangers stay out, also from domains that only look alike", async () => {
  for (const email of [
    "a@elsewhere.example",
    "a@evilcorp.example",
    "a@sub.corp.example",
    "a@corp.example.evil.example",
  ])
    expect(await signIn({ sub: email, email, email_verified: true })).toEqual(failed("not_invited"));
});

test("who merely says that an address is theirs does not lead its owner into their account", async () => {
  const eve = await addMember(stub, "viewer", "Eve");
  await ask("/v1/session", { ...eve.as, method: "PATCH", body: { email: "ann@corp.example" } });
  expect(await signIn(ANN)).toEqual(failed("email_taken"));
});

test("who was removed does not come back by the provider, unless they are invited anew", async () => {
  const owner = await addMember(stub, "owner");
  const { session } = await signIn(ANN);
  await ask(`/v1/members/${session?.member.id}`, { ...owner.as, method: "DELETE" });
  expect(await signIn(ANN)).toEqual(failed("not_invited"));
  await ask("/v1/invitations", { ...owner.as, body: { email: "ann@corp.example", right: "triager" } });
  const back = await signIn(ANN);
  expect(back.session?.member).toMatchObject({ right: "triager" });
  expect(back.session?.member.id).not.toBe(session?.member.id);
});

test("nor does who had never come by it, as long as the address is the same", async () => {
  const owner = await addMember(stub, "owner");
  const ann = await addMember(stub, "triager", "Ann", "ann@corp.example");
  await ask(`/v1/members/${ann.id}`, { ...owner.as, method: "DELETE" });
  expect(await signIn(ANN)).toEqual(failed("not_invited"));
  await ask("/v1/invitations", { ...owner.as, body: { email: "ann@corp.example", right: "viewer" } });
  const again = (await signIn(ANN)).session?.member;
  expect(again).toMatchObject({ right: "viewer" });
  await ask(`/v1/members/${again?.id}`, { ...owner.as, method: "DELETE" });
  expect(await signIn({ ...ANN, sub: "ann-2" })).toEqual(failed("not_invited"));
});

test.each<[string, OidcTampering]>([
  ["with another nonce", { claims: { nonce: "another" } }],
  ["without a nonce", { claims: { nonce: undefined } }],
  ["for another client", { claims: { aud: "somebody-else" } }],
  ["of another issuer", { claims: { iss: "https://evil.example" } }],
  ["that has expired", { claims: { iat: 1_700_000_000, exp: 1_700_000_300 } }],
  ["without a subject", { claims: { sub: undefined } }],
  ["that nobody signed", { signature: "none" }],
  ["that somebody else signed", { signature: "other key" }],
  ["signed with what the client knows too", { signature: "shared secret" }],
])("an id token %s signs nobody in", async (_, tampering) => {
  expect(await signIn(ANN, tampering)).toEqual(failed("provider"));
  expect((await signIn(ANN)).to).toBe("/");
});

test("an answer that was mixed up with another provider's is refused", async () => {
  expect(await signIn(ANN, { iss: "https://evil.example" })).toEqual(failed("provider"));
});

test("who breaks off is told so, and what else the provider complains of is its fault", async () => {
  expect(await signIn(ANN, { error: "access_denied" })).toEqual(failed("cancelled"));
  expect(await signIn(ANN, { error: "server_error" })).toEqual(failed("provider"));
});

test("the way back works once, within ten minutes, and only in the browser that left", async () => {
  provider.state.user = ANN;
  const { back, Cookie } = await leave();
  for (const [url, cookie] of [
    [back, ""],
    [back, "earshot_oidc=forged"],
    [back, (await leave()).Cookie],
  ] as const)
    expect(await outcomeOf(await visit(url, cookie))).toEqual(failed("expired"));
  expect((await outcomeOf(await visit(back, Cookie))).to).toBe("/");
  expect(await outcomeOf(await visit(back, Cookie))).toEqual(failed("expired"));
  const late = await leave();
  stub.clock.advance(10 * 60_000);
  expect(await outcomeOf(await visit(late.back, late.Cookie))).toEqual(failed("expired"));
});

test("a code that was used elsewhere, or that is another's, signs nobody in", async () => {
  provider.state.user = ANN;
  const [one, two] = [await leave(), await leave()];
  const mixed = new URL(two.back);
  mixed.searchParams.set("code", new URL(one.back).searchParams.get("code") ?? "");
  expect(await outcomeOf(await visit(mixed.href, two.Cookie))).toEqual(failed("provider"));
  expect(await outcomeOf(await visit(one.back, one.Cookie))).toEqual(failed("provider")); // the provider has seen it
});

test("what the browser keeps meanwhile is no text that anybody can read, and no script", async () => {
  const start = await visit(`${stub.url}/v1/oidc/start`);
  expect(start.headers.get("set-cookie")).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  const state = new URL(place(start)).searchParams.get("state") ?? expect.fail();
  const cookie = Buffer.from(cookieIn(start, "earshot_oidc")?.split("=")[1] ?? "", "base64url").toString("latin1");
  expect(cookie).not.toContain(state);
  expect(cookie).not.toContain("verifier");
});

test("a provider that is away is said to be, once it is back it serves, and no secret is in the log", async () => {
  provider.state.isAway = true;
  expect(place(await visit(`${stub.url}/v1/oidc/start`))).toBe("/#sign-in-failed=provider");
  provider.state.isAway = false;
  expect((await signIn(ANN)).to).toBe("/");
  await signIn(ANN, { signature: "none" });
  expect(lines.join("\n")).toContain("OpenID Connect");
  expect(lines.join("\n")).not.toMatch(/s3cret|code=|state=/);
});

test("a page of another site signs nobody in, not even as themselves: it leads to the console", async () => {
  for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }]) {
    const answer = await fetch(`${stub.url}/v1/oidc/start`, { redirect: "manual", headers });
    expect([place(answer), answer.headers.getSetCookie()]).toEqual(["/", []]);
  }
});

test("a provider that is slow is asked once, however many want to sign in", async () => {
  const before = provider.state.discoveries;
  const all = await Promise.all(Array.from({ length: 5 }, () => visit(`${stub.url}/v1/oidc/start`)));
  expect(all.every((answer) => place(answer).startsWith(provider.state.issuer))).toBe(true);
  expect(provider.state.discoveries - before).toBe(1);
});

test("without a provider there is no way through one", async () => {
  const plain = await startStub();
  try {
    for (const path of ["start", "callback"]) expect((await visit(`${plain.url}/v1/oidc/${path}`)).status).toBe(404);
    expect(await (await fetch(`${plain.url}/v1/sign-in`)).json()).toMatchObject({ openIdConnect: null });
  } finally {
    await plain.close();
  }
});
