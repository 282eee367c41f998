import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { deliveryListSchema } from "../../shared/contract/webhook.ts";

type Named = { id: string } & Record<string, unknown>;
type Page = { data: Named[]; nextCursor: string | null };
type Document = { paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>> };

let stub: Stub;
let webhook = "";
let replied = "";
let testApp = "";
let member: { key: null; headers: { Cookie: string } };
const { ask, submit } = asking(() => stub);

const idOf = async (answer: Promise<Response>): Promise<string> => {
  const { id } = (await (await answer).json()) as { id?: string };
  return id ?? expect.fail("nothing was made");
};

/** Five and more of everything that is listed. */
beforeAll(async () => {
  stub = await startStub();
  member = { key: null, headers: { Cookie: await signIn(stub) } };
  const { store, clock, makeId } = stub.services;
  testApp = (await addTestApp(stub)).id;
  webhook = await idOf(ask("/v1/webhooks", { body: { url: "https://a.example/", events: ["key.leaked"] } }));
  for (let i = 0; i < 5; i++) {
    replied = await idOf(submit({ content: `number ${i}`, customerEmail: `n${i}@example.com` }));
    await idOf(ask("/v1/apps", { ...member, body: { name: `App ${i}` } }));
    await idOf(ask("/v1/keys", { body: { kind: "secret", name: `Key ${i}`, scopes: ["feedback:read"] } }));
    await idOf(ask("/v1/views", { ...member, body: { name: `View ${i}`, query: { status: "new" } } }));
    await idOf(ask("/v1/webhooks", { body: { url: "https://b.example/", events: ["feedback.created"] } }));
    await idOf(ask(`/v1/webhooks/${webhook}/test`, { method: "POST" }));
    await idOf(ask("/v1/connect-codes", { ...member, body: { name: `Person ${i}`, app: STUB_APP_ID } }));
    await idOf(ask("/v1/invitations", { ...member, body: { name: `Guest ${i}`, right: "viewer" } }));
    await store.members.add({
      id: makeId(),
      organizationId: "000000000000000000000001",
      name: `Member ${i}`,
      role: null,
      right: "viewer",
      email: null,
      isEmailVouched: false,
      createdAt: clock.now(),
    });
  }
  for (let i = 0; i < 5; i++) await idOf(ask(`/v1/feedback/${replied}/replies`, { body: { content: `answer ${i}` } }));
  const [off] = (await page("/v1/webhooks", "limit=1")).data;
  await ask(`/v1/webhooks/${off?.id}`, { method: "PATCH", body: { enabled: false } });
});
afterAll(() => stub.close());

const page = async (path: string, query: string, more: object = member): Promise<Page> => {
  const answer = await ask(`${path}?${query}`, more);
  expect([path, query, answer.status]).toEqual([path, query, 200]);
  return (await answer.json()) as Page;
};

const LISTS = [
  "/v1/feedback",
  "/v1/apps",
  "/v1/keys",
  "/v1/connect-codes",
  "/v1/members",
  "/v1/invitations",
  "/v1/webhooks",
  "/v1/customers",
  "/v1/audit",
  "/v1/views",
  "/v1/webhooks/{id}/deliveries",
  "/v1/feedback/{id}/replies",
];
const filled = (path: string): string => path.replace("{id}", path.includes("webhooks") ? webhook : replied);

test.each(LISTS)(
  "%s gives each record once, page by page, in one order, and then says that it was the last",
  async (path) => {
    const all = await page(filled(path), "limit=100");
    expect(all.nextCursor).toBeNull();
    expect(all.data.length).toBeGreaterThanOrEqual(5);
    const ids = all.data.map(({ id }) => id);
    expect([ids.toSorted(), ids.toSorted().reverse()]).toContainEqual(ids);
    const walked: Named[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { data, nextCursor }: Page = await page(filled(path), `limit=2${cursor && `&cursor=${cursor}`}`);
      expect(data.length).toBeLessThanOrEqual(2);
      walked.push(...data);
      cursor = nextCursor;
    }
    expect(walked).toEqual(all.data);
  },
);

test.each(LISTS)("%s refuses a page that is none", async (path) => {
  for (const query of ["limit=0", "limit=101", "limit=x", "cursor=zz", "colour=red"])
    expect([query, await problemOf(await ask(`${filled(path)}?${query}`, member))]).toMatchObject([
      query,
      { status: 400, code: "invalid_query" },
    ]);
});

/** It is its sender's alone, who asks with a token and is given twenty: `conversations.test.ts` walks its pages. */
const TRIED_ELSEWHERE = ["/v1/conversations"];

test("every list of the document that has a cursor is tried here", async () => {
  const { paths } = (await (await fetch(`${stub.url}/openapi.json`)).json()) as Document;
  const paged = Object.entries(paths)
    .filter(([, { get }]) => JSON.stringify(get?.responses[200]?.content ?? {}).includes("nextCursor"))
    .map(([path]) => path);
  expect(paged.toSorted()).toEqual([...LISTS, ...TRIED_ELSEWHERE].toSorted());
});

test.each<[string, string, (one: Named) => boolean]>([
  ["/v1/apps", "environment=test", ({ environment }) => environment === "test"],
  ["/v1/keys", "kind=publishable", ({ kind }) => kind === "publishable"],
  ["/v1/keys", `app=${STUB_APP_ID}`, ({ app }) => app === STUB_APP_ID],
  ["/v1/webhooks", "enabled=false", ({ enabled }) => enabled === false],
  ["/v1/webhooks", "enabled=true", ({ enabled }) => enabled === true],
  ["/v1/webhooks", `app=${STUB_APP_ID}`, ({ app }) => app === STUB_APP_ID],
  ["/v1/audit", "action=key.created", ({ action }) => action === "key.created"],
  ["/v1/audit", `app=${STUB_APP_ID}`, ({ app }) => app === STUB_APP_ID],
])("%s?%s gives those and no others", async (path, query, belongs) => {
  const everything = (await page(path, "limit=100")).data;
  const { data } = await page(path, `limit=100&${query}`);
  expect(data).toEqual(everything.filter(belongs));
  expect(data.length).toBeGreaterThan(0);
});

test("a filter of an app that is not there, or not the key's own, is told so", async () => {
  const told = { status: 404, code: "not_found", details: { what: "app", path: "app" } };
  for (const path of ["/v1/keys", "/v1/webhooks", "/v1/audit", "/v1/customers", "/v1/connect-codes"]) {
    expect(await problemOf(await ask(`${path}?app=${"0".repeat(24)}`, member))).toMatchObject(told);
    expect(await problemOf(await ask(`${path}?app=${testApp}`))).toMatchObject(told);
  }
});

test("deliveries are narrowed by what became of them", async () => {
  const path = `/v1/webhooks/${webhook}/deliveries`;
  await ask(`/v1/webhooks/${webhook}`, { method: "PATCH", body: { enabled: false } }); // ends what waits
  const all = deliveryListSchema.parse(await page(path, "limit=100")).data;
  expect(all.map(({ status }) => status)).toEqual(all.map(() => "failed"));
  expect((await page(path, "limit=100&status=failed")).data).toEqual(all);
  expect((await page(path, "limit=100&status=pending")).data).toEqual([]);
  expect(await problemOf(await ask(`${path}?status=lost`, member))).toMatchObject({ code: "invalid_query" });
});

test("members are known by id to members and to keys that may read apps, and to nobody else", async () => {
  const [owner] = (await page("/v1/members", "limit=1", {})).data;
  expect(owner).toEqual({
    id: "000000000000000000000b01",
    name: "Stub owner",
    role: "product",
    right: "owner",
    isOwner: true,
    email: null,
    createdAt: "2026-01-01T12:00:00.000Z",
    removedAt: null,
  });
  expect(await (await ask(`/v1/members/${owner?.id}`)).json()).toEqual(owner);
  expect(await problemOf(await ask(`/v1/members/${"0".repeat(24)}`))).toMatchObject({ status: 404, code: "not_found" });
  for (const path of ["/v1/members", `/v1/members/${owner?.id}`]) {
    expect(await problemOf(await ask(path, { key: null }))).toMatchObject({ status: 401 });
    expect(await problemOf(await ask(path, { key: stub.publishableKey, origin: "http://localhost" }))).toMatchObject({
      code: "insufficient_scope",
      details: { scope: "apps:read" },
    });
  }
});
