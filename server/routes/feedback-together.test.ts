import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { bulkResultSchema } from "../../shared/contract/feedback-changes.ts";
import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";

const NOBODY = "000000000000000000000000";
const OWNER = "000000000000000000000b01";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);
const made = async (body: object = {}): Promise<string> =>
  ((await (await submit({ content: "The total is wrong", ...body })).json()) as { id: string }).id;
const patch = (id: string, body: unknown) => ask(`/v1/feedback/${id}`, { method: "PATCH", body });
const read = async (id: string): Promise<Feedback> =>
  feedbackSchema.parse(await (await ask(`/v1/feedback/${id}`)).json());
const bulk = async (body: unknown) =>
  bulkResultSchema.parse(await (await ask("/v1/feedback/bulk", { body })).json()).data;

test("of two who change what they read at the same time, one is told that the other was first, and changes nothing", async () => {
  const id = await made();
  const { updatedAt } = await read(id);
  const answers = await Promise.all([
    patch(id, { status: "done", ifUpdatedAt: updatedAt }),
    patch(id, { status: "archived", ifUpdatedAt: updatedAt }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const refused = answers.find(({ status }) => status === 409) ?? expect.fail();
  expect(await problemOf(refused)).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Read it again"),
  });
  const won = answers[0]?.status === 200 ? "done" : "archived";
  const now = await read(id);
  expect(now.status).toBe(won);
  expect((await patch(id, { status: "queued", ifUpdatedAt: now.updatedAt })).status).toBe(200);
  expect(await problemOf(await patch(id, { ifUpdatedAt: now.updatedAt }))).toMatchObject({ code: "invalid_body" });
});

test("many are changed alike, each with its event and its entry in the log; what is not there is said", async () => {
  const ids = [await made({ tags: ["a"] }), await made({ tags: ["b", "old"] }), await made()];
  const change = { status: "triaged", assignee: OWNER, addTags: ["cart", "a"], removeTags: ["old"] };
  stub.clock.advance(60_000);
  const results = await bulk({ ids: [...ids, NOBODY], change });
  expect(results.map(({ id, outcome, tags }) => [id, outcome, tags])).toEqual([
    [ids[0], "updated", ["a", "cart"]],
    [ids[1], "updated", ["b", "cart", "a"]],
    [ids[2], "updated", ["cart", "a"]],
    [NOBODY, "not_found", null],
  ]);
  expect(results[0]?.updatedAt).toBe("2026-01-01T12:01:00.000Z");
  for (const feedback of await stored()) expect(feedback).toMatchObject({ status: "triaged", assignee: OWNER });
  const events = await stub.database.look("SELECT subject_id FROM events WHERE type = 'feedback.updated'");
  expect(events.map(({ subject_id }) => subject_id).sort()).toEqual(ids.toSorted());
  const audit = (await (await ask("/v1/audit?action=feedback.updated")).json()) as { data: unknown[] };
  expect(audit.data).toHaveLength(3);
  const again = await bulk({ ids, change });
  expect(again.map(({ outcome, tags }) => [outcome, tags])).toEqual(
    results.slice(0, 3).map((one) => ["updated", one.tags]),
  );
});

test("each is refused by itself, with the reason", async () => {
  const full = await made({ tags: Array.from({ length: 20 }, (_, i) => `t${i}`) });
  const [free, original] = [await made(), await made()];
  const results = await bulk({ ids: [full, free], change: { addTags: ["one more"] } });
  expect(results).toMatchObject([
    { outcome: "refused", reason: expect.stringContaining("20 tags") },
    { outcome: "updated" },
  ]);
  const merged = await bulk({ ids: [full, free, original], change: { duplicateOf: original } });
  expect(merged.map(({ outcome }) => outcome)).toEqual(["updated", "updated", "refused"]);
  expect((await read(free)).duplicateOf).toBe(original);
});

test("what somebody else changed since it was read is left as it is, and said", async () => {
  const [mine, theirs] = [await made(), await made()];
  const ifUpdatedAt = { [mine]: (await read(mine)).updatedAt, [theirs]: (await read(theirs)).updatedAt };
  stub.clock.advance(1_000);
  await patch(theirs, { status: "done" });
  const change = { status: "archived", addTags: ["cart"] };
  expect(await bulk({ ids: [theirs, mine], change, ifUpdatedAt })).toEqual([
    { id: theirs, outcome: "conflict", updatedAt: null, tags: null, reason: expect.stringContaining("was changed at") },
    { id: mine, outcome: "updated", updatedAt: expect.any(String), tags: ["cart"], reason: null },
  ]);
  expect(await read(theirs)).toMatchObject({ status: "done", tags: [] });
  // Where nothing is done it is told whom the change names in vain, also beside a conflict.
  const unknown = { ids: [theirs, mine], change: { assignee: NOBODY }, ifUpdatedAt: { [theirs]: ifUpdatedAt[theirs] } };
  expect(await problemOf(await ask("/v1/feedback/bulk", { body: unknown }))).toMatchObject({
    code: "not_found",
    details: { path: "change.assignee" },
  });
  // Of which nothing was read, nothing is asked.
  expect(await bulk({ ids: [theirs], change, ifUpdatedAt: {} })).toMatchObject([{ outcome: "updated" }]);
});

test("tags that two add at once are both there", async () => {
  const id = await made();
  await Promise.all(["a", "b", "c", "d"].map((tag) => bulk({ ids: [id], change: { addTags: [tag] } })));
  expect((await read(id)).tags.toSorted()).toEqual(["a", "b", "c", "d"]);
});

test("100 at most, each once, a change that names something; of another app none is there", async () => {
  const id = await made();
  const change = { status: "done" };
  for (const body of [
    { ids: [], change },
    { ids: [id, id], change },
    { ids: Array.from({ length: 101 }, (_, i) => i.toString(16).padStart(24, "0")), change },
    { ids: [id], change: {} },
    { ids: [id], change: { tags: ["a"], addTags: ["b"] } },
    { ids: [id], change: { ...change, ifUpdatedAt: "2026-01-01T12:00:00.000Z" } },
    { ids: ["x"], change },
    { ids: [id], change, ifUpdatedAt: { [id]: "yesterday" } },
    { ids: [id], change, ifUpdatedAt: { x: "2026-01-01T12:00:00.000Z" } },
    { ids: [id], change, ifUpdatedAt: "2026-01-01T12:00:00.000Z" },
    { ids: [id], change, ifUpdatedAt: { [NOBODY]: "2026-01-01T12:00:00.000Z" } }, // of what is not changed
    { ids: [id], change, ifUpdatedAt: JSON.parse('{ "__proto__": "2026-01-01T12:00:00.000Z" }') },
  ])
    expect(await problemOf(await ask("/v1/feedback/bulk", { body }))).toMatchObject({ code: "invalid_body" });
  const { secretKey } = await addTestApp(stub);
  expect(
    await problemOf(await ask("/v1/feedback/bulk", { key: secretKey, body: { ids: [id], change } })),
  ).toMatchObject({
    status: 404,
  });
  const reader = await addSecretKey(stub, STUB_APP_ID, ["feedback:read"]);
  expect((await ask("/v1/feedback/bulk", { key: reader.text, body: { ids: [id], change } })).status).toBe(403);
  expect((await read(id)).status).toBe("new");
});
