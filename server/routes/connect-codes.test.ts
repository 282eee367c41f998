import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { addMember } from "../../server-stub/members.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ConnectCode, Connection } from "../../shared/contract/connect-code.ts";
import type { KeyList } from "../../shared/contract/key.ts";

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

const makeCode = async (body: object = { name: "Ann Lee" }): Promise<ConnectCode> => {
  const answer = await ask("/v1/connect-codes", { ...member, body });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return (await answer.json()) as ConnectCode;
};
const redeem = (code: string, origin: string | null = CHROME) =>
  ask("/v1/connections", { key: null, body: { code }, headers: origin === null ? {} : { Origin: origin } });
const send = (key: string, origin: string) =>
  ask("/v1/feedback", { key, body: { content: "From any page" }, headers: { Origin: origin } });

test("a code gives an extension a publishable key of its own, named after the person, that answers it alone", async () => {
  const { code, link, app, name } = await makeCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect({ app, name }).toEqual({ app: { id: "000000000000000000000a01", name: "Stub app" }, name: "Ann Lee" });
  if (link !== null) expect(link).toMatch(new RegExp(`/#connect=${code}$`));

  const answer = await redeem(code);
  expect(answer.status).toBe(201);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const { key, token: _, ...made } = (await answer.json()) as Connection;
  expect(made).toEqual({ name: "Chrome extension of Ann Lee", app });
  expect((await send(key, CHROME)).status).toBe(201);
  const elsewhere = ["https://shop.example", FIREFOX, `chrome-extension://${"b".repeat(32)}`];
  for (const origin of elsewhere)
    expect(await problemOf(await send(key, origin))).toMatchObject({ code: "origin_not_allowed" });

  const { data } = (await (await ask("/v1/keys", member)).json()) as KeyList;
  const listed = data.find(({ name }) => name === made.name);
  expect(listed).toMatchObject({ kind: "publishable", scopes: ["feedback:write"], allowedOrigins: [CHROME] });
  expect(listed?.limits).toEqual({ publicSubmissions: 20, publicUploads: 40 });
});

test("in Firefox, where each installation has an address of its own, the key answers the extension wherever it is", async () => {
  const { key } = (await (await redeem((await makeCode()).code, FIREFOX)).json()) as Connection;
  expect((await send(key, FIREFOX)).status).toBe(201);
  expect((await send(key, "moz-extension://11111111-2222-3333-4444-555555555555")).status).toBe(201);
  expect(await problemOf(await send(key, CHROME))).toMatchObject({ code: "origin_not_allowed" });
});

test("a code works once, whoever is quicker; however it is typed; and for a day", async () => {
  const first = await makeCode();
  const twins = await Promise.all(Array.from({ length: 8 }, () => redeem(first.code)));
  expect(twins.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(401)]);

  const second = await makeCode();
  const typed = ` ${second.code.toLowerCase().replace("-", "\u2013").replace("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
  expect((await redeem(typed)).status).toBe(201);

  const late = await makeCode();
  stub.clock.advance(24 * 3_600_000);
  expect(await problemOf(await redeem(late.code))).toMatchObject({
    code: "invalid_authorization",
    message:
      "This code is not known here, was used, or has expired. Ask the team for another: `earshot apps connect` makes one.",
  });
});

test.each(["", "0000-0000-0000-0000", "UUUU-UUUU-UUUU-UUUU", "x".repeat(64), "0".repeat(15)])(
  "%j is no code",
  async (code) => {
    const { code: refusal } = await problemOf(await redeem(code));
    expect(refusal).toBe(code === "" ? "invalid_body" : "invalid_authorization");
  },
);

test.each([null, "https://shop.example", "null", "chrome-extension://short", `${FIREFOX}/`])(
  "from %s, which is no extension, a code is not even looked at",
  async (origin) => {
    const { code } = await makeCode();
    expect(await problemOf(await redeem(code, origin))).toMatchObject({ code: "origin_not_allowed" });
    expect((await redeem(code)).status).toBe(201);
  },
);

test("an app in private mode takes nothing from extensions, and says so when a code is asked for", async () => {
  const made = await ask("/v1/apps", { ...member, body: { name: "Bank", mode: "private" } });
  const { id } = (await made.json()) as { id: string };
  const refused = await problemOf(await ask("/v1/connect-codes", { ...member, body: { name: "Ann", app: id } }));
  expect(refused).toMatchObject({ code: "conflict", message: expect.stringContaining("Bank is in private mode") });
});

test("a code ends with the key that made it, and with its app's public mode", async () => {
  const scopes = ["keys:write", "feedback:write"];
  const app = "000000000000000000000a01";
  const expiresAt = new Date(stub.clock.now() + 3_600_000).toISOString();
  const maker = async (more: object) => {
    const answer = await ask("/v1/keys", { ...member, body: { kind: "secret", name: "Setup", scopes, app, ...more } });
    return (await answer.json()) as { id: string; text: string };
  };
  const codeOf = async (key: string) =>
    ((await (await ask("/v1/connect-codes", { key, body: { name: "Bo" } })).json()) as ConnectCode).code;
  const leaked = await maker({});
  const ofLeaked = await codeOf(leaked.text);
  expect((await ask(`/v1/keys/${leaked.id}`, { ...member, method: "DELETE" })).status).toBe(204);
  const ofShort = await codeOf((await maker({ expiresAt })).text);
  stub.clock.advance(3_600_000);
  for (const code of [ofLeaked, ofShort])
    expect(await problemOf(await redeem(code))).toMatchObject({ code: "invalid_authorization" });

  const { code } = await makeCode();
  const change = (mode: string) => ask(`/v1/apps/${app}`, { ...member, method: "PATCH", body: { mode } });
  await change("private");
  expect(await problemOf(await redeem(code))).toMatchObject({ code: "conflict" });
  await change("public");
  expect((await redeem(code)).status).toBe(201); // it was not used up
});

test("a code that is made while its maker is lowered or removed gives no key", async () => {
  const { connectCodes } = stub.services.store;
  const { add } = connectCodes;
  for (const change of [{ method: "PATCH", body: { right: "triager" } }, { method: "DELETE" }]) {
    const maker = await addMember(stub, "admin");
    connectCodes.add = async (...asked) => {
      await ask(`/v1/members/${maker.id}`, { ...member, ...change });
      return add(...asked);
    };
    const made = await ask("/v1/connect-codes", { ...maker.as, body: { name: "Eve" } });
    connectCodes.add = add;
    expect((await redeem(((await made.json()) as ConnectCode).code)).status).toBe(401);
  }
});

test("a key makes codes of its own app only, and what they give ends when it ends", async () => {
  const expiresAt = new Date(stub.clock.now() + 3_600_000).toISOString();
  const scopes = ["keys:write", "feedback:write"];
  const app = "000000000000000000000a01";
  const made = await ask("/v1/keys", { ...member, body: { kind: "secret", name: "Setup", scopes, app, expiresAt } });
  const { text } = (await made.json()) as { text: string };
  const { code } = (await (await ask("/v1/connect-codes", { key: text, body: { name: "Bo" } })).json()) as ConnectCode;
  const { key } = (await (await redeem(code)).json()) as Connection;
  expect((await send(key, CHROME)).status).toBe(201);
  stub.clock.advance(3_600_000);
  expect(await problemOf(await send(key, CHROME))).toMatchObject({ code: "invalid_authorization" });

  const other = (await (await ask("/v1/apps", { ...member, body: { name: "Other" } })).json()) as { id: string };
  const lesser = { kind: "secret", name: "Keys only", scopes: ["keys:write"], app };
  const { text: keysOnly } = (await (await ask("/v1/keys", { ...member, body: lesser })).json()) as { text: string };
  const asked = (key: string, body: object) => ask("/v1/connect-codes", { key, body });
  expect(await problemOf(await asked(keysOnly, { name: "Bo" }))).toMatchObject({ code: "insufficient_scope" });
  const wide = { kind: "secret", name: "Wide", scopes, app };
  const { text: wideKey } = (await (await ask("/v1/keys", { ...member, body: wide })).json()) as { text: string };
  expect(await problemOf(await asked(wideKey, { name: "Bo", app: other.id }))).toMatchObject({ code: "not_found" });
});
