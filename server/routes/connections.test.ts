import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ConnectCode, Connection } from "../../shared/contract/connect-code.ts";
import type { ConversationList } from "../../shared/contract/conversation.ts";
import type { KeyList } from "../../shared/contract/key.ts";
import { CONNECTION_TOKEN_PATTERN } from "../../shared/contract/key-text.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import { mint } from "../token/index.ts";

const CHROME = `chrome-extension://${"abcdefghijklmnop".repeat(2)}`;

type Extension = { key: string; token: string };
let stub: Stub;
let member: { key: null; headers: { Cookie: string } };
const lines: string[] = [];
beforeEach(async () => {
  lines.length = 0;
  stub = await startStub({ onLog: (line) => lines.push(line) });
  member = { key: null, headers: { Cookie: await signIn(stub) } };
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const connect = async (name: string, app: string = STUB_APP_ID): Promise<Extension> => {
  const made = await ask("/v1/connect-codes", { ...member, body: { name, app } });
  const { code } = (await made.json()) as ConnectCode;
  const answer = await ask("/v1/connections", { key: null, body: { code }, headers: { Origin: CHROME } });
  const { key, token = "" } = (await answer.json()) as Connection;
  return { key, token };
};
const askAs = ({ key, token }: Extension, path: string, more: Ask = {}): Promise<Response> =>
  ask(path, { key, origin: CHROME, ...more, headers: { "Earshot-Connection": token, ...more.headers } });
const feedbackOf = async ({ key }: Extension, content: string, more = {}): Promise<string> => {
  stub.clock.advance(1_000);
  const sent = await ask("/v1/feedback", { key, origin: CHROME, body: { content, ...more } });
  expect(sent.status).toBe(201);
  return ((await sent.json()) as { id: string }).id;
};
const teamReplies = async (id: string, content: string, visibility = "public"): Promise<void> => {
  stub.clock.advance(1_000);
  expect((await ask(`/v1/feedback/${id}/replies`, { body: { content, visibility } })).status).toBe(201);
};
const answer = (extension: Extension, id: string, content: unknown, headers = {}) =>
  askAs(extension, `/v1/conversations/${id}/replies`, { body: { content }, headers });
const listOf = async (extension: Extension): Promise<ConversationList["data"]> => {
  const given = await askAs(extension, "/v1/conversations");
  expect(given.status).toBe(200);
  return ((await given.json()) as ConversationList).data;
};

test("an extension reads what was replied to what it sent, and answers: the team reads it as the sender's", async () => {
  const ann = await connect("Ann Lee");
  expect(ann.token).toMatch(CONNECTION_TOKEN_PATTERN);
  const id = await feedbackOf(ann, "The total is wrong");
  await feedbackOf(ann, "nobody has answered this");
  await teamReplies(id, "We look into it");
  await teamReplies(id, "she is on the old plan", "internal");
  const given = await askAs(ann, "/v1/conversations");
  expect(given.headers.get("cache-control")).toBe("private, no-cache");
  expect(given.headers.get("vary")).toBe("Authorization, Origin, Earshot-User-Token, Earshot-Connection");
  const text = await given.text();
  expect(JSON.parse(text)).toMatchObject({
    data: [{ id, content: "The total is wrong", replies: [{ from: "team", content: "We look into it" }] }],
    nextCursor: null,
  });
  expect(text).not.toMatch(/old plan|Stub secret key|Stub owner/);

  stub.clock.advance(1_000);
  const headers = { "Idempotency-Key": randomUUID() };
  const [one, two] = [await answer(ann, id, " Thank you! ", headers), await answer(ann, id, " Thank you! ", headers)];
  expect([one.status, two.status, two.headers.get("idempotent-replay")]).toEqual([201, 201, "true"]);
  expect((await listOf(ann))[0]?.replies.map(({ from, content }) => [from, content])).toEqual([
    ["team", "We look into it"],
    ["customer", "Thank you!"],
  ]);
  const { data } = (await (await ask(`/v1/feedback/${id}/replies`)).json()) as { data: Reply[] };
  const keys = (await (await ask("/v1/keys", member)).json()) as KeyList;
  const keyId = keys.data.find(({ name }) => name === "Chrome extension of Ann Lee")?.id;
  expect(data.at(-1)?.author).toEqual({ type: "customer", id: keyId, name: "Chrome extension of Ann Lee" });
});

test("who left an address is the customer who answers", async () => {
  const ann = await connect("Ann Lee");
  const id = await feedbackOf(ann, "x", { customerEmail: "ann@example.com" });
  await teamReplies(id, "y");
  expect((await answer(ann, id, "z")).status).toBe(201);
  const { data } = (await (await ask(`/v1/feedback/${id}/replies`)).json()) as { data: Reply[] };
  expect(data.at(-1)?.author).toMatchObject({ type: "customer", id });
});

test("the key alone reads nothing; nor does the token with another key, another token with the key, or part of it", async () => {
  const [ann, bob] = [await connect("Ann"), await connect("Bob")];
  const id = await feedbackOf(ann, "only Ann's");
  await teamReplies(id, "to Ann alone");
  const refusals = async (extension: Extension, more: Ask = {}) => {
    const path = `/v1/conversations/${id}/replies`;
    const [read, written] = await Promise.all([
      askAs(extension, "/v1/conversations", more).then(problemOf),
      askAs(extension, path, { ...more, body: { content: "I am Ann" } }).then(problemOf),
    ]);
    expect([written.status, written.code]).toEqual([read.status, read.code]);
    return read;
  };
  const alone = { key: ann.key, origin: CHROME };
  expect(await problemOf(await ask("/v1/conversations", alone))).toMatchObject({
    status: 403,
    code: "public_disabled",
  });
  expect(
    await problemOf(await ask(`/v1/conversations/${id}/replies`, { ...alone, body: { content: "x" } })),
  ).toMatchObject({
    code: "public_disabled",
  });
  const crossed: Extension[] = [
    { key: bob.key, token: ann.token },
    { key: ann.key, token: bob.token },
    { key: ann.key, token: ann.key },
    { key: ann.key, token: "" },
    { key: ann.key, token: `${ann.token}x` },
    { key: ann.key, token: ann.token.slice(0, -1) },
    { key: ann.token, token: ann.token },
    { key: ann.token, token: ann.key },
  ];
  for (const one of crossed)
    expect([one, await refusals(one)]).toEqual([
      one,
      expect.objectContaining({ status: 401, code: "invalid_authorization" }),
    ]);
  const page = { key: stub.publishableKey, token: ann.token };
  expect(await refusals(page, { origin: PAGE })).toMatchObject({ code: "invalid_authorization" });
  expect(
    await problemOf(await ask("/v1/conversations", { headers: { "Earshot-Connection": ann.token } })),
  ).toMatchObject({
    code: "invalid_authorization",
  });
  for (const origin of ["https://shop.example", `chrome-extension://${"b".repeat(32)}`, "null", null])
    expect(await refusals(ann, { origin })).toMatchObject({ status: 403, code: "origin_not_allowed" });
  for (const path of [`/v1/feedback/${id}`, "/v1/feedback", `/v1/feedback/${id}/replies`, "/v1/keys"])
    expect(await problemOf(await askAs(ann, path))).toMatchObject({ code: "insufficient_scope" });
});

test("nobody reads, or answers in, what another extension sent, nor what came by a page or an API", async () => {
  const [ann, bob] = [await connect("Ann"), await connect("Bob")];
  const other = await addTestApp(stub);
  const there = await connect("Ann", other.id);
  const id = await feedbackOf(ann, "only Ann's", { customerEmail: "ann@example.com" });
  await teamReplies(id, "to Ann alone");
  const byPage = await ask("/v1/feedback", { key: stub.publishableKey, origin: PAGE, body: { content: "by a page" } });
  const fromPage = ((await byPage.json()) as { id: string }).id;
  await teamReplies(fromPage, "to whoever it was");
  await feedbackOf(bob, "Bob's", { customerEmail: "ann@example.com" });
  for (const one of [bob, there]) {
    expect(await listOf(one)).toEqual([]);
    expect((await problemOf(await answer(one, id, "I am Ann"))).code).toBe("not_found");
  }
  expect((await listOf(ann)).map((one) => one.id)).toEqual([id]);
  expect((await problemOf(await answer(ann, fromPage, "me?"))).code).toBe("not_found");
  const key = randomUUID();
  expect((await answer(ann, id, "one", { "Idempotency-Key": key })).status).toBe(201);
  expect((await problemOf(await answer(ann, id, "other", { "Idempotency-Key": key }))).code).toBe(
    "idempotency_mismatch",
  );
  expect((await problemOf(await answer(bob, id, "one", { "Idempotency-Key": key }))).code).toBe("not_found");
});

test("the token ends with its key, with its app's public mode, and with the app", async () => {
  const ann = await connect("Ann");
  const id = await feedbackOf(ann, "x");
  await teamReplies(id, "y");
  const mode = (to: string) => ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: to } });
  const problem = async () => [
    (await problemOf(await askAs(ann, "/v1/conversations"))).code,
    (await problemOf(await answer(ann, id, "z"))).code,
  ];
  await mode("private");
  expect(await problem()).toEqual(["public_disabled", "public_disabled"]);
  const secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? expect.fail();
  const { token } = await mint({ app: STUB_APP_ID, sub: "ann" }, { secret }, stub.clock.now());
  const both = { headers: { "Earshot-User-Token": token } };
  expect((await problemOf(await askAs(ann, "/v1/conversations", both))).code).toBe("public_disabled");
  await mode("public");
  expect(await listOf(ann)).toHaveLength(1);
  // A user token opens nothing more, and a bad one is refused here too.
  expect(((await (await askAs(ann, "/v1/conversations", both)).json()) as ConversationList).data).toHaveLength(1);
  const bad = await problemOf(await askAs(ann, "/v1/conversations", { headers: { "Earshot-User-Token": "x" } }));
  expect(bad.code).toBe("invalid_user_token");

  const { data } = (await (await ask("/v1/keys", member)).json()) as KeyList;
  const key = data.find(({ name }) => name === "Chrome extension of Ann");
  const rotated = await ask(`/v1/keys/${key?.id}/rotate`, { ...member, body: {} });
  expect(await problem()).toEqual(["invalid_authorization", "invalid_authorization"]);
  const successor = ((await rotated.json()) as { text: string }).text;
  expect((await problemOf(await askAs({ key: successor, token: ann.token }, "/v1/conversations"))).code).toBe(
    "invalid_authorization",
  );

  const bob = await connect("Bob");
  await teamReplies(await feedbackOf(bob, "x"), "y");
  expect((await ask(`/v1/apps/${STUB_APP_ID}?confirm=Stub%20app`, { ...member, method: "DELETE" })).status).toBe(204);
  expect((await problemOf(await askAs(bob, "/v1/conversations"))).status).toBe(401);
});

test("asking again costs nothing while nothing has changed, and reading has a limit of its own", async () => {
  const ann = await connect("Ann");
  const id = await feedbackOf(ann, "x");
  await teamReplies(id, "first");
  const tag = (await askAs(ann, "/v1/conversations")).headers.get("etag") ?? "";
  const again = () => askAs(ann, "/v1/conversations", { headers: { "If-None-Match": tag } });
  expect((await again()).status).toBe(304);
  await teamReplies(id, "second");
  expect((await again()).status).toBe(200);
  let last = await again();
  for (let n = 0; n < 130 && last.status === 200; n++) last = await again();
  expect((await problemOf(last)).code).toBe("rate_limited");
  expect((await answer(ann, id, "still here")).headers.get("x-ratelimit-limit")).toBe("20");
});

test("the token is stored as its hash only, stands in no other answer and in no line of the log", async () => {
  const ann = await connect("Ann");
  await teamReplies(await feedbackOf(ann, "x"), "y");
  await listOf(ann);
  await askAs({ ...ann, token: `${ann.token}x` }, "/v1/conversations");
  const keys = await (await ask("/v1/keys", member)).text();
  const rows = JSON.stringify(await stub.database.look("SELECT id, name, hint, scopes FROM keys"));
  const audit = await (await ask("/v1/audit", member)).text();
  const secret = ann.token.slice("ear_con_".length, -6);
  for (const text of [keys, rows, audit, lines.join("\n")]) expect(text).not.toContain(secret);
  expect(keys).not.toMatch(/connection/i);
});

test("browsers may send the token from an extension: a preflight allows its header", async () => {
  const headers = {
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "earshot-connection,if-none-match",
  };
  const given = await ask("/v1/conversations", { key: null, origin: CHROME, method: "OPTIONS", headers });
  expect(given.headers.get("access-control-allow-headers")).toContain("Earshot-Connection");
});
