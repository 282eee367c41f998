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
  requestBody?: { content: Record<string, { example?: unknown; schema?: Schema }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

let stub: Stub;
let theirs: SecondOrganization;
let ours: Record<"secretKey" | "session", Ask>;
let feedback = "";
let webhook = "";
let operations: Array<Operation & { name: string; method: string; path: string }>;
const { ask, submit } = asking(() => stub);
const NOBODY = "0".repeat(24);

beforeAll(async () => {
  stub = await startStub();
  theirs = await addOrganization(stub);
  ours = { secretKey: {}, session: { key: null, headers: { Cookie: await signIn(stub) } } };
  feedback = ((await (await submit({ content: "ours" })).json()) as { id: string }).id;
  const hook = { url: "https://ours.example/", events: ["feedback.created"] };
  webhook = ((await (await ask("/v1/webhooks", { body: hook })).json()) as { id: string }).id;
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

/** The path of an own list, for what is asked in its query. */
const ownList = (one: Operation & { name: string; path: string }): string =>
  filled(one, (word) => ({ feedback, webhooks: webhook })[word] ?? NOBODY);
const queriesOf = (named: (one: { name: string; schema: { pattern?: string } }) => boolean) =>
  operations
    .filter(({ path }) => path !== "/v1/conversations") // for senders: their tests ask it
    .flatMap((one) =>
      (one.parameters ?? [])
        .filter((parameter) => parameter.in === "query" && named(parameter))
        .flatMap(({ name }) => ways(one).map((way) => ({ one, name, way }))),
    );

test("every id that a query takes is told as not found, in the same words when it is theirs as when it is nobody's", async () => {
  const named: Record<string, [id: string | undefined, what: string]> = {
    app: [theirs.ids.apps, "app"],
    key: [theirs.ids.keys, "key"],
    customer: [theirs.ids.customers, "customer"],
    assignee: [theirs.ids.members, "member"],
    actor: [theirs.ids.members, "member or key"],
  };
  const asked = queriesOf(({ schema }) => schema.pattern?.includes("{24}") ?? false);
  for (const { one, name, way } of asked) {
    const [id = `name one of theirs for ${name}`, what] = named[name] ?? [];
    const answer = async (value: string): Promise<unknown[]> =>
      saidOf(await ask(`${ownList(one)}?${name}=${value}`, { ...ours[way], method: one.method }));
    const said = await answer(id);
    expect([one.name, name, way, ...said]).toEqual([
      one.name,
      name,
      way,
      404,
      "not_found",
      `There is no such ${what} here: \`${name}\` names none.`,
    ]);
    expect([one.name, name, way, ...(await answer(NOBODY))]).toEqual([one.name, name, way, ...said]);
  }
  expect(asked.length).toBeGreaterThan(24);
});

test("their cursor is not found in any list of ours; what is no cursor stays a mistake", async () => {
  const asTheirs: Ask = { key: theirs.secretKey };
  for (let i = 0; i < 2; i++) await ask("/v1/feedback", { ...asTheirs, body: { content: `More ${theirs.word}` } });
  const { nextCursor } = (await (await ask("/v1/feedback?limit=1", asTheirs)).json()) as { nextCursor: string };
  expect((await ask(`/v1/feedback?limit=1&cursor=${nextCursor}`, asTheirs)).status).toBe(200);
  const asked = queriesOf(({ name }) => name === "cursor");
  for (const { one, way } of asked) {
    const answer = async (cursor: string) => saidOf(await ask(`${ownList(one)}?cursor=${cursor}`, ours[way]));
    expect([one.name, way, ...(await answer(nextCursor))]).toEqual([
      one.name,
      way,
      404,
      "not_found",
      "This cursor is not of this list. Ask from the start.",
    ]);
    for (const none of ["zzz", Buffer.from(feedback, "hex").toString("base64url")])
      expect([one.name, way, ...(await answer(none)).slice(0, 2)]).toEqual([one.name, way, 400, "invalid_query"]);
  }
  expect(asked.length).toBeGreaterThan(20);
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

type Schema = { pattern?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };
/** Where a body of this schema has ids: `change.assignee`. */
const idsIn = ({ pattern, properties = {}, items, anyOf = [] }: Schema, at = ""): string[] => [
  ...(pattern?.includes("{24}") ? [at] : []),
  ...Object.entries(properties).flatMap(([name, schema]) => idsIn(schema, at === "" ? name : `${at}.${name}`)),
  ...(items ? idsIn(items, at) : []),
  ...anyOf.flatMap((schema) => idsIn(schema, at)),
];

test("every id that a body takes is told as not found when it is theirs, in the same words as when it is nobody's, and makes nothing", async () => {
  const before = await state();
  const one = `/v1/feedback/${feedback}`;
  const requests = (ids: Record<string, string>): Record<string, [string, string, object]> => ({
    "POST /v1/feedback attachments": ["POST", "/v1/feedback", { content: "x", attachments: [ids.upload] }],
    "POST /v1/feedback attachments, used": ["POST", "/v1/feedback", { content: "x", attachments: [ids.attachment] }],
    "PATCH /v1/feedback/{id} duplicateOf": ["PATCH", one, { duplicateOf: ids.feedback }],
    "PATCH /v1/feedback/{id} assignee": ["PATCH", one, { assignee: ids.member }],
    "POST /v1/feedback/bulk ids": ["POST", "/v1/feedback/bulk", { ids: [ids.feedback], change: { status: "done" } }],
    "POST /v1/feedback/bulk change.assignee": [
      "POST",
      "/v1/feedback/bulk",
      { ids: [feedback], change: { assignee: ids.member } },
    ],
    "POST /v1/feedback/bulk change.duplicateOf": [
      "POST",
      "/v1/feedback/bulk",
      { ids: [feedback], change: { duplicateOf: ids.feedback } },
    ],
    "POST /v1/keys app": ["POST", "/v1/keys", { kind: "secret", name: "x", scopes: ["mcp"], app: ids.app }],
    "POST /v1/tokens app": ["POST", "/v1/tokens", { app: ids.app, sub: "ann" }],
    "POST /v1/webhooks app": [
      "POST",
      "/v1/webhooks",
      { url: "https://a.example/", events: ["feedback.created"], app: ids.app },
    ],
    "POST /v1/connect-codes app": ["POST", "/v1/connect-codes", { name: "x", app: ids.app }],
    "POST /v1/apps/{id}/origins/test key": [
      "POST",
      `/v1/apps/${STUB_APP_ID}/origins/test`,
      { origin: "https://a.example", key: ids.key },
    ],
    ...Object.fromEntries(
      Object.entries({ app: ids.app, assignee: ids.member, customer: ids.feedback }).map(([name, id]) => [
        `POST /v1/views query.${name}`,
        ["POST", "/v1/views", { name: "x", query: { [name]: id } }],
      ]),
    ),
  });
  const of = { upload: theirs.waitingUpload, attachment: theirs.ids.attachmentId, feedback: theirs.ids.feedback };
  const their = { ...of, member: theirs.ids.members, app: theirs.ids.apps, key: theirs.ids.keys } as Record<
    string,
    string
  >;
  const nobodys = Object.fromEntries(Object.keys(their).map((name) => [name, NOBODY]));
  const inDocument = operations.flatMap((operation) =>
    idsIn(operation.requestBody?.content["application/json"]?.schema ?? {}).map((at) => `${operation.name} ${at}`),
  );
  expect(
    inDocument.filter((name) => !(name in requests(their))),
    "ask each of them here",
  ).toEqual([]);
  expect(inDocument.length).toBeGreaterThan(9);
  for (const way of ["secretKey", "session"] as const)
    for (const [name, [method, path, body]] of Object.entries(requests(their))) {
      if (path === "/v1/feedback" && way === "session") continue; // only keys send
      if (path === "/v1/views" && way === "secretKey") continue; // only members keep views
      const said = await saidOf(await ask(path, { ...ours[way], method, body }));
      expect([way, name, ...said]).toEqual([way, name, 404, "not_found", expect.stringContaining("no such")]);
      const unknown = requests(nobodys)[name]?.[2];
      expect([way, name, ...(await saidOf(await ask(path, { ...ours[way], method, body: unknown })))]).toEqual([
        way,
        name,
        ...said,
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
