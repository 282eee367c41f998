import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asProductbridge, BASE, type Page, told } from "../../server-stub/as-productbridge.ts";
import { asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { STATUSES } from "../../shared/contract/enumerations.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, stored, submit } = asking(() => stub);
const { create, listed, make, post } = asProductbridge(() => stub);

test("PB-4: a list of limit and cursor answers items, has_next_page and cursor, and yields each post once while new ones arrive", async () => {
  const { text: api_key } = await make();
  const before = new Set<string>();
  for (let i = 0; i < 23; i++) before.add((await create(api_key, `Early ${i}`)).id);
  expect(await listed(api_key)).toMatchObject({ has_next_page: false, cursor: null });

  let isOver = false;
  const meanwhile: string[] = [];
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; !isOver; i++) meanwhile.push((await create(api_key, `Late ${writer} ${i}`)).id);
  };
  const writers = [write(1), write(2), write(3)];
  const seen: string[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  do {
    const arrived = meanwhile.length;
    const page: Page = await listed(api_key, { limit: 4, cursor });
    seen.push(...page.items.map(({ id }) => id));
    sizes.push(page.items.length);
    ({ cursor } = page);
    expect(page.has_next_page).toBe(cursor !== null);
    await expect.poll(() => meanwhile.length).toBeGreaterThan(arrived); // more came between this page and the next
  } while (cursor !== null);
  isOver = true;
  await Promise.all(writers);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((id) => before.has(id)).sort()).toEqual([...before].sort());
  expect(sizes.slice(0, -1).every((size) => size === 4)).toBe(true);
  expect(meanwhile.length).toBeGreaterThan(sizes.length - 1);
  expect(await listed(api_key, { limit: 1 })).toMatchObject({ has_next_page: true, cursor: expect.any(String) });
  for (const [field, value] of [
    ["limit", 0],
    ["limit", 101],
    ["limit", "4"],
    ["cursor", "MjU"],
    ["page", 2],
  ] as const) {
    const [status, body] = await told(post("list", { api_key, [field]: value }));
    expect([status, body]).toMatchObject([422, { detail: [{ loc: ["body", field], msg: expect.any(String) }] }]);
  }
});

test("PB-8: a delivery is signed with the webhook's secret, which a receiver can verify: HMAC-SHA256 in Webhook-Signature", async () => {
  const receiver = await startReceiver();
  try {
    const answer = await ask("/v1/webhooks", {
      body: { url: `${receiver.url}/hook`, events: ["feedback.created", "feedback.updated", "feedback.deleted"] },
    });
    const { secret } = (await answer.json()) as { secret: string };
    const { text: api_key } = await make();
    const { id } = await create(api_key, "Told to the webhook");
    await post("update", { api_key, post_id: id, title: "Told again" });
    await receiver.until(2);
    await post("delete", { api_key, post_id: id });
    await receiver.until(3);
    const signed = (withSecret: string, { headers, body }: (typeof receiver.received)[number]): string =>
      createHmac("sha256", Buffer.from(withSecret.slice("whsec_".length), "base64"))
        .update(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`)
        .digest("base64");
    for (const delivery of receiver.received) {
      expect(delivery.headers["webhook-signature"]).toBe(`v1,${signed(secret, delivery)}`);
      expect(delivery.headers["webhook-signature"]).not.toBe(`v1,${signed(api_key, delivery)}`);
      expect(delivery.headers["webhook-signature"]).not.toBe(
        `v1,${signed(secret, { ...delivery, body: `${delivery.body} ` })}`,
      );
      expect(JSON.stringify(delivery)).not.toContain(api_key);
    }
    expect(
      receiver.received.map(({ body }) => JSON.parse(body)).sort((a, b) => (a.type < b.type ? -1 : 1)),
    ).toMatchObject([
      { type: "feedback.created", data: { id } },
      { type: "feedback.deleted", data: { id } },
      { type: "feedback.updated", data: { id, content: "Told again" } },
    ]);
  } finally {
    await receiver.close();
  }
});

test("PB-9: posts are made, read, changed and deleted by ids in the body, and stand in the inbox", async () => {
  const { text: api_key } = await make();
  const made = await create(api_key, "Dark  rhubarb", {
    description: "For late sessions.\n\nPlease.",
    author_id: "user-42",
    category_id: "idea",
    tags: ["theme"],
    board_id: STUB_APP_ID,
  });
  expect(made).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    title: "Dark rhubarb",
    description: "For late sessions.\n\nPlease.",
    slug: "dark-rhubarb",
    board_id: STUB_APP_ID,
    author_id: "user-42",
    owner_id: null,
    status_id: "new",
    category_id: "idea",
    tags: ["theme"],
    created_at: "2026-01-01T12:00:00.000Z",
    updated_at: "2026-01-01T12:00:00.000Z",
  });
  const { id } = made;
  expect(await stored()).toMatchObject([{ id, content: "Dark rhubarb\n\nFor late sessions.\n\nPlease." }]);
  for (const path of ["get", "retrieve"])
    for (const name of ["post_id", "id"]) expect(await told(post(path, { api_key, [name]: id }))).toEqual([200, made]);

  stub.clock.advance(1_000);
  const owner_id = (await stub.services.store.organizations.firstOwner())?.id;
  const changed = {
    ...made,
    title: "Bright quince",
    slug: "bright-quince",
    status_id: "in_progress",
    owner_id,
    tags: ["theme", "day"],
    updated_at: "2026-01-01T12:00:01.000Z",
  };
  const { title, status_id, tags } = changed;
  const update = (more: object) => told(post("update", { api_key, post_id: id, ...more }));
  expect(await update({ title, status_id, owner_id, tags })).toEqual([200, changed]);
  expect(await update({})).toEqual([200, changed]);
  expect(await stored()).toMatchObject([
    { content: "Bright quince\n\nFor late sessions.\n\nPlease.", assignee: owner_id },
  ]);
  const found = async (more: object) => (await listed(api_key, more)).items.map((one) => one.id);
  expect(await found({ search: "bright quin" })).toEqual([id]);
  expect(await found({ search: "rhubarb" })).toEqual([]);
  expect(await update({ description: "" })).toMatchObject([200, { title, description: "" }]);
  expect(await update({ title: "Once more", description: "Two\nlines" })).toMatchObject([
    200,
    { title: "Once more", description: "Two\nlines" },
  ]);
  expect(await found({ status_id: "in_progress", board_id: STUB_APP_ID })).toEqual([id]);
  for (const none of [{ status_id: "done" }, { status_id: "lost" }, { board_id: "0".repeat(24) }, { board_id: "x" }])
    expect(await found(none)).toEqual([]);

  // What a page sent is a post like any other: the first line of its text is the title.
  const long = "A long line. ".repeat(60).trim();
  await submit({ content: long });
  const [sent] = (await listed(api_key)).items;
  expect(sent).toMatchObject({ title: `${long.slice(0, 511)}…`, description: long });

  expect(await told(post("delete", { api_key, post_id: id }))).toEqual([200, { success: true }]);
  const gone = [404, { detail: { error: "feedback post not found" } }];
  for (const path of ["get", "retrieve", "update", "delete"]) {
    expect(await told(post(path, { api_key, post_id: id }))).toEqual(gone);
    expect(await told(post(path, { api_key, id: "aa3c3ef8-b8cd-cd15-01ba-000000000001" }))).toEqual(gone);
    expect(await told(post(path, { api_key }))).toMatchObject([422, { detail: [{ loc: ["body", "post_id"] }] }]);
  }
  const wrong: Array<[string, object]> = [
    ["title", { title: " " }],
    ["title", {}],
    ["description", { title: "x", description: "x".repeat(8_192) }],
    ["category_id", { title: "x", category_id: "fax" }],
    ["colour", { title: "x", colour: "red" }],
  ];
  for (const [field, body] of wrong)
    expect(await told(post("create", { api_key, ...body }))).toMatchObject([
      422,
      { detail: [{ loc: ["body", field], type: "value_error", msg: expect.any(String) }] },
    ]);
  expect(await told(post("create", { api_key, title: "x", board_id: "0".repeat(24) }))).toEqual([
    404,
    { detail: { error: "feedback board not found" } },
  ]);
  expect(await told(post("create", "{"))).toMatchObject([422, { detail: [{ loc: ["body"] }] }]);
  expect((await stored()).length).toBe(1);
});

test("a post is merged into another of its board, and boards and statuses are listed whole, as the ids that posts name", async () => {
  const { text: api_key } = await make();
  const [one, other] = [await create(api_key, "One"), await create(api_key, "Another")];
  const merge = (merge_post_id: string, into_post_id: string) =>
    told(post(`${BASE}/feedback-posts/merge`, { api_key, merge_post_id, into_post_id, merger_id: "user-1" }));
  expect(await merge(one.id, one.id)).toMatchObject([422, { detail: [{ loc: ["body", "into_post_id"] }] }]);
  expect(await merge("x", other.id)).toEqual([404, { detail: { error: "merge_post not found" } }]);
  expect(await merge(one.id, "0".repeat(24))).toEqual([404, { detail: { error: "into_post not found" } }]);
  expect(await merge(one.id, other.id)).toEqual([200, { success: true }]);
  expect((await stored()).map(({ duplicateOf }) => duplicateOf)).toEqual([null, other.id]);
  expect(await told(post("update", { api_key, id: one.id, owner_id: "0".repeat(24) }))).toMatchObject([
    422,
    { detail: [{ loc: ["body", "owner_id"] }] },
  ]);

  const boards = await told(post(`${BASE}/feedback-boards/list`, { api_key }));
  expect(boards).toMatchObject([200, [{ id: STUB_APP_ID, name: "Stub app", slug: "stub-app", description: null }]]);
  const [status, statuses] = await told(post(`${BASE}/statuses/list`, { api_key }));
  expect(status).toBe(200);
  expect((statuses as Array<{ id: string }>).map(({ id }) => id)).toEqual([...STATUSES]);
  expect(statuses).toContainEqual(
    expect.objectContaining({ id: "in_progress", code: "in-progress", status_group_code: "in-progress" }),
  );
});

test("where only known users may send, a post says who wrote it", async () => {
  await stub.close();
  stub = await startStub({ mode: "private" });
  const { text: api_key } = await make();
  expect(await told(post("create", { api_key, title: "x" }))).toMatchObject([
    422,
    { detail: [{ loc: ["body", "author_id"] }] },
  ]);
  expect(await create(api_key, "x", { author_id: "user-42" })).toMatchObject({ author_id: "user-42" });
});
