import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Ask, asking, problemOf } from "../server-stub/asking.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { signIn } from "../server-stub/second-app.ts";
import { addOrganization, type SecondOrganization } from "../server-stub/second-organization.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

/**
 * Two organizations on one server: with keys and sessions of ours, every route of the document is asked for what is the other's, by
 * every id that a path, a query or a body takes. The answer is that of an id that nobody has, so that it does not even say that
 * there is such a thing.
 */

type Operation = {
  security: Array<Record<string, unknown>>;
  parameters?: Array<{ name: string; in: string; schema: { pattern?: string } }>;
  requestBody?: { content: Record<string, { example?: unknown }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

let stub: Stub;
let theirs: SecondOrganization;
let ours: Record<"secretKey" | "session", Ask>;
let feedback = "";
let operations: Array<Operation & { name: string; method: string; path: string }>;
const { ask, submit } = asking(() => stub);
const NOBODY = "0".repeat(24);

beforeAll(async () => {
  stub = await startStub();
  theirs = await addOrganization(stub);
  ours = { secretKey: {}, session: { key: null, headers: { Cookie: await signIn(stub) } } };
  feedback = ((await (await submit({ content: "ours" })).json()) as { id: string }).id;
  const document = (await (await fetch(`${stub.url}/openapi.json`)).json()) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
    })),
  );
});
beforeEach(() => stub.clock.advance(60_000)); // no limit is met
afterAll(() => stub.close());

const ways = ({ security }: Operation): Array<"secretKey" | "session"> =>
  (["secretKey", "session"] as const).filter((way) => security.some((one) => way in one));
const QUERIES: Record<string, string> = { "DELETE /v1/customers/{id}": "?erase=true" };

/** The path with their ids in it, or with ids that nobody has. */
const filled = ({ name, path }: { name: string; path: string }, idOf: (word: string) => string): string =>
  path.replace("{id}", idOf(path.split("/")[2] ?? "")).replace(/\{(\w+)\}/g, (_, word: string) => idOf(word)) +
  (QUERIES[name] ?? "");
const bodyOf = ({ requestBody }: Operation): object =>
  requestBody ? { body: requestBody.content["application/json"]?.example ?? {} } : {};
const saidOf = async (answer: Response): Promise<unknown[]> => {
  const text = await answer.text();
  const error = text.startsWith("{") ? (JSON.parse(text) as { error?: { code: string; message: string } }).error : null;
  return [answer.status, error?.code, error?.message];
};

const namelessly = (text: string): string => text.replace(/"requestId":"[^"]*"/, "");

/** All of theirs, as they see it. */
const state = async (): Promise<string> => {
  const lists = [
    "feedback",
    "apps",
    "keys",
    "webhooks",
    "customers",
    "connect-codes",
    "views",
    "members",
    "invitations",
  ];
  const asTheirs: Ask = { key: null, headers: { Cookie: theirs.session } };
  const texts = await Promise.all(lists.map(async (list) => (await ask(`/v1/${list}`, asTheirs)).text()));
  return texts.join("\n").replace(/"lastUsedAt":"[^"]*"/g, "");
};

test("this test knows something of theirs for every id that a path takes", () => {
  const unknown = operations
    .filter(({ path }) => path.includes("{"))
    .filter((one) => filled(one, (word) => theirs.ids[word] ?? "?").includes("?") && !QUERIES[one.name]);
  expect(
    unknown.map(({ name }) => name),
    "make one in addOrganization, and name it in its ids",
  ).toEqual([]);
});

test("every route that takes an id in its path answers for theirs as for one that nobody has, and changes nothing", async () => {
  const before = await state();
  const asked: string[] = [];
  for (const one of operations.filter(({ path }) => path.includes("{")))
    for (const way of ways(one)) {
      const more = { ...ours[way], method: one.method, ...bodyOf(one) };
      const answer = await ask(
        filled(one, (word) => theirs.ids[word] ?? NOBODY),
        more,
      );
      const said = await saidOf(answer);
      expect([one.name, way, said[0]]).toEqual([one.name, way, expect.toBeOneOf([403, 404])]);
      expect([one.name, way, ...said]).toEqual([
        one.name,
        way,
        ...(await saidOf(
          await ask(
            filled(one, () => NOBODY),
            more,
          ),
        )),
      ]);
      asked.push(one.name);
    }
  expect(new Set(asked).size).toBeGreaterThan(30);
  expect(await state()).toBe(before);
});

test("every id that a query takes finds as little when it is theirs as when it is nobody's; their cursor is a place in our list and shows nothing of theirs", async () => {
  const named: Record<string, string> = {
    app: theirs.ids.apps ?? "",
    key: theirs.ids.keys ?? "",
    customer: theirs.ids.customers ?? "",
    assignee: theirs.ids.members ?? "",
    actor: theirs.ids.members ?? "",
  };
  const cursor = Buffer.from(theirs.ids.feedback ?? "", "hex").toString("base64url");
  const unknown: string[] = [];
  let asked = 0;
  for (const one of operations.filter(({ path }) => path !== "/v1/conversations"))
    for (const { name, schema } of (one.parameters ?? []).filter((parameter) => parameter.in === "query")) {
      const isId = schema.pattern?.includes("{24}");
      if (isId && !(name in named)) unknown.push(`${one.name} ${name}`);
      if (!isId && name !== "cursor") continue;
      for (const way of ways(one)) {
        const path = filled(one, (word) => (word === "feedback" ? feedback : NOBODY));
        const answer = await ask(`${path}?${name}=${named[name] ?? cursor}`, { ...ours[way], method: one.method });
        const text = await answer.text();
        if (isId) {
          const unknown = await ask(`${path}?${name}=${NOBODY}`, { ...ours[way], method: one.method });
          expect([one.name, name, way, answer.status]).toEqual([one.name, name, way, unknown.status]);
          expect([one.name, name, way, namelessly(text)]).toEqual([
            one.name,
            name,
            way,
            namelessly(await unknown.text()),
          ]);
        }
        expect([one.name, name, text]).toEqual([one.name, name, expect.not.stringContaining(theirs.word)]);
        asked++;
      }
    }
  expect(unknown, "name one of theirs in `named`").toEqual([]);
  expect(asked).toBeGreaterThan(30);
});

test("no list of ours, and no export, search or log, shows anything of theirs", async () => {
  const lists = operations.filter(
    ({ method, path }) => method === "GET" && !path.includes("{") && path !== "/v1/events" && path.startsWith("/v1/"),
  );
  for (const one of lists)
    for (const way of ways(one)) {
      const text = await (await ask(one.path, ours[way])).text();
      for (const its of [theirs.word, ...Object.values(theirs.ids)])
        expect([one.name, text]).toEqual([one.name, expect.not.stringContaining(its)]);
    }
  expect(await (await ask(`/v1/feedback?q=${theirs.word}`)).text()).not.toContain(theirs.word);
});

test("an id of theirs in a body is answered as one that nobody has, and makes nothing", async () => {
  const before = await state();
  const requests = (ids: Record<string, string>): Array<[string, string, object, number[]]> => [
    ["POST", "/v1/feedback", { content: "x", attachments: [ids.upload] }, [400]],
    ["POST", "/v1/feedback", { content: "x", attachments: [ids.attachment] }, [400]],
    ["PATCH", `/v1/feedback/${feedback}`, { duplicateOf: ids.feedback }, [400]],
    ["PATCH", `/v1/feedback/${feedback}`, { assignee: ids.member }, [400]],
    ["POST", "/v1/feedback/bulk", { ids: [ids.feedback], change: { status: "done" } }, [404]],
    ["POST", "/v1/keys", { kind: "secret", name: "x", scopes: ["mcp"], app: ids.app }, [404]],
    ["POST", "/v1/tokens", { app: ids.app, sub: "ann" }, [404]],
    ["POST", "/v1/webhooks", { url: "https://a.example/", events: ["feedback.created"], app: ids.app }, [400, 404]],
    ["POST", "/v1/connect-codes", { name: "x", app: ids.app }, [400, 404]],
    ["POST", `/v1/apps/${STUB_APP_ID}/origins/test`, { origin: "https://a.example", key: ids.key }, [404]],
  ];
  const of = { upload: theirs.waitingUpload, attachment: theirs.ids.attachmentId, feedback: theirs.ids.feedback };
  const their = { ...of, member: theirs.ids.members, app: theirs.ids.apps, key: theirs.ids.keys } as Record<
    string,
    string
  >;
  const nobodys = Object.fromEntries(Object.keys(their).map((name) => [name, NOBODY]));
  for (const way of ["secretKey", "session"] as const)
    for (const [at, [method, path, body, statuses]] of requests(their).entries()) {
      if (path === "/v1/feedback" && way === "session") continue; // only keys send
      const said = await saidOf(await ask(path, { ...ours[way], method, body }));
      expect([way, method, path, body, said[0]]).toEqual([way, method, path, body, expect.toBeOneOf(statuses)]);
      const unknown = requests(nobodys)[at]?.[2];
      expect([path, ...said]).toEqual([
        path,
        ...(await saidOf(await ask(path, { ...ours[way], method, body: unknown }))),
      ]);
    }
  expect(await state()).toBe(before);
});

test("their key and session do not count for ours either", async () => {
  expect(await problemOf(await ask(`/v1/feedback/${feedback}`, { key: theirs.secretKey }))).toMatchObject({
    status: 404,
  });
  const asTheirs = { key: null, headers: { Cookie: theirs.session } };
  expect(await problemOf(await ask(`/v1/feedback/${feedback}`, asTheirs))).toMatchObject({ status: 404 });
});
