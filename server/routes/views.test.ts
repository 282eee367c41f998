import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { addMember, sessionOf } from "../../server-stub/members.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { Right } from "../../shared/contract/may-do.ts";
import { type View, viewListSchema, viewSchema } from "../../shared/contract/view.ts";

let stub: Stub;
type As = { key: null; headers: { Cookie: string } };
let [ann, ben, viewer]: As[] = [];
const memberWith = async (right: Right): Promise<As> => ({
  key: null,
  headers: { Cookie: await sessionOf(stub, (await addMember(stub, right)).id) },
});
beforeEach(async () => {
  stub = await startStub();
  [ann, ben, viewer] = [await memberWith("triager"), await memberWith("triager"), await memberWith("viewer")];
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const PROBLEMS = { name: "Open problems", query: { status: "new,triaged", category: "problem", assignee: "me" } };
const make = async (who: As | undefined, body: object): Promise<View> =>
  viewSchema.parse(await (await ask("/v1/views", { ...who, body })).json());
const names = async (who: As | undefined): Promise<string[]> =>
  viewListSchema.parse(await (await ask("/v1/views", who)).json()).data.map(({ name }) => name);

test("a view is its member's own until it is shared, and keeps the query as a list takes it", async () => {
  const view = await make(ann, PROBLEMS);
  expect(view).toMatchObject({ ...PROBLEMS, shared: false });
  expect((await ask(`/v1/feedback?${new URLSearchParams(view.query)}`, ann)).status).toBe(200);
  expect([await names(ann), await names(ben)]).toEqual([["Open problems"], []]);
  for (const method of ["PATCH", "DELETE"])
    expect(
      (await ask(`/v1/views/${view.id}`, { ...ben, method, ...(method === "PATCH" ? { body: { name: "x" } } : {}) }))
        .status,
    ).toBe(404);
  const shared = await ask(`/v1/views/${view.id}`, { ...ann, method: "PATCH", body: { shared: true, name: "Ours" } });
  expect(viewSchema.parse(await shared.json())).toMatchObject({ ...PROBLEMS, name: "Ours", shared: true });
  expect(await names(viewer)).toEqual(["Ours"]);
});

test("sharing needs a triager, and a shared view is changed by its owner or an admin", async () => {
  expect(await problemOf(await ask("/v1/views", { ...viewer, body: { ...PROBLEMS, shared: true } }))).toMatchObject({
    code: "insufficient_scope",
  });
  const own = await make(viewer, PROBLEMS);
  const share = await ask(`/v1/views/${own.id}`, { ...viewer, method: "PATCH", body: { shared: true } });
  expect(share.status).toBe(403);
  const view = await make(ann, { ...PROBLEMS, shared: true });
  expect((await ask(`/v1/views/${view.id}`, { ...ben, method: "DELETE" })).status).toBe(403);
  const admin = await memberWith("admin");
  expect((await ask(`/v1/views/${view.id}`, { ...admin, method: "DELETE" })).status).toBe(204);
  expect(await names(ann)).toEqual([]);
  expect((await ask(`/v1/views/${own.id}`, { ...viewer, method: "DELETE" })).status).toBe(204);
});

test("who was lowered changes nothing that everybody sees, but may take back what they shared", async () => {
  const eve = await addMember(stub, "triager");
  const { id } = await make(eve.as, { ...PROBLEMS, shared: true });
  await ask(`/v1/members/${eve.id}`, { ...(await memberWith("owner")), method: "PATCH", body: { right: "viewer" } });
  const change = (body: object) => ask(`/v1/views/${id}`, { ...eve.as, method: "PATCH", body });
  expect((await change({ name: "Everything is fine", query: { status: "done" } })).status).toBe(403);
  expect(await names(ann)).toEqual(["Open problems"]);
  expect((await change({ shared: false, name: "Mine" })).status).toBe(200);
  expect([await names(ann), await names(eve.as)]).toEqual([[], ["Mine"]]);
});

test.each([
  [{ status: "lost" }, "query.status"],
  [{ assignee: "you" }, "query.assignee"],
  [{ since: "yesterday" }, "query.since"],
  [{ limit: "10" }, "query.limit"],
  [{ cursor: "x" }, "query.cursor"],
  [{ status: ["new"] }, "query.status"],
])("a view with the query %j is refused by name", async (query, path) => {
  const { code, details } = await problemOf(await ask("/v1/views", { ...ann, body: { name: "x", query } }));
  expect([code, details]).toEqual(["invalid_body", [{ path, message: expect.any(String) }]]);
});

test("a member has 100 views at most, and a key none", async () => {
  for (let i = 0; i < 100; i++) await make(ann, { name: `View ${i}`, query: {} });
  expect(await problemOf(await ask("/v1/views", { ...ann, body: PROBLEMS }))).toMatchObject({ code: "conflict" });
  expect((await make(ben, PROBLEMS)).name).toBe("Open problems");
  expect((await ask("/v1/views")).status).toBe(401);
});
