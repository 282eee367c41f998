import { afterAll, beforeAll, expect, test } from "vitest";
import { type Product, startPulling } from "../../server-stub/pulling.ts";

let ours: Awaited<ReturnType<typeof startPulling>>;
beforeAll(async () => {
  ours = await startPulling();
}, 60_000);
afterAll(() => ours.close());

const AT = "2025-12-01T10:00:00.000Z";
const idOf = (number: number): string => number.toString(16).padStart(24, "0");
const insight = (id: string, more: object = {}) => ({ id, content: `insight ${id}`, createdAt: AT, ...more });
const insights =
  (...items: unknown[]): Product =>
  () => ({ body: { insights: items, nextCursor: null } });

/** Userz with so many items, each looked at alone. */
const userz =
  (count: number, whole: (number: number, asked: URL) => ReturnType<Product>): Product =>
  (asked) => {
    const [, id] = /^\/v1\/feedback\/([0-9a-f]{24})/.exec(asked.pathname) ?? [];
    if (id) return whole(Number.parseInt(id, 16), asked);
    const data = Array.from({ length: count }, (_, at) => ({ id: idOf(at), createdAt: AT, text: `userz ${at}` }));
    return { body: { data, nextCursor: null } };
  };

test("a status that every object has as a member is none of ours, and ends no run", async () => {
  const words = ["constructor", "__proto__", "toString", "Shipped"];
  const there = await ours.product("productsights", insights(...words.map((status) => insight(status, { status }))));
  expect(await there.run()).toMatchObject({
    imported: 4,
    refused: 0,
    notes: { "its status is none of ours: it is new here": 3 },
  });
  const statuses = (await ours.kept("insight")).map(({ content, status }) => [content, status]);
  expect(Object.fromEntries(statuses)).toMatchObject({ "insight constructor": "new", "insight Shipped": "done" });
  await there.close();
});

test.each([
  [403, { status: 403 }],
  [400, { status: 400 }],
  [404, { status: 404 }],
  [500, { status: 500 }],
  [302, { status: 302, headers: { Location: "https://example.com" } }],
])(
  "an item that is answered with %i when it is looked at alone is left out, and asked for again",
  async (status, refusal) => {
    let isMended = false;
    const there = await ours.product(
      "userz",
      userz(3, (number) => (number === 1 && !isMended ? refusal : { body: {} })),
    );
    const reason = `the product answers ${status} when asked for it, or for a file of it`;
    expect(await there.run()).toMatchObject({ imported: 2, refused: 1, reasons: { [reason]: 1 } });
    expect(there.asked.filter((path) => path.includes(idOf(1))).length).toBeLessThan(5);
    isMended = true;
    expect(await there.run()).toMatchObject({ imported: 1, present: 2, refused: 0 });
    await there.close();
  },
);

test("a picture that passes away for now leaves its item for the next run; one that never comes is left behind", async () => {
  let status: number | "cut" = 500;
  const picture = { kind: "screenshot", contentType: "image/png", url: `/v1/feedback/${idOf(1)}/screenshot` };
  const there = await ours.product(
    "userz",
    userz(3, (number, { pathname }) =>
      pathname.endsWith("/screenshot")
        ? status === "cut"
          ? status
          : { status }
        : { body: number === 1 ? { attachments: [picture] } : {} },
    ),
  );
  for (status of [500, 401, 403, "cut"] as const) expect(await there.run()).toMatchObject({ refused: 1 });
  status = 307;
  const notes = { "its picture could not be had, or is none": 1 };
  expect(await there.run()).toMatchObject({ imported: 1, present: 2, refused: 0, notes });
  await there.close();
});

test("several in a row that are not handed out end the run, and those that went since do not", async () => {
  let status = 403;
  const there = await ours.product(
    "userz",
    userz(9, (number) => (number > 1 ? { status } : { body: {} })),
  );
  expect(await there.run()).toMatchObject({
    imported: 2,
    refused: 5,
    stopped: expect.stringContaining("refuses the key"),
  });
  status = 404;
  expect(await there.run()).toMatchObject({ imported: 0, present: 2, refused: 7 });
  await there.close();
});

test("an item that is nested thousands deep is left out, in a list and alone, and the rest comes", async () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const [first, last] = [insight("shallow"), insight("level")].map((item) => JSON.stringify(item));
  const items = `[${first},{"id":"deep","content":"x","createdAt":"${AT}","context":${deep(4_000)}},${last}]`;
  const there = await ours.product("productsights", () => ({ body: `{"insights":${items}}` }));
  const reasons = { "it is nested deeper than ours may be": 1 };
  expect(await there.run()).toMatchObject({ imported: 2, refused: 1, reasons });
  expect(there.asked).toHaveLength(1);
  await there.close();
  const alone = await ours.product(
    "userz",
    userz(3, (number) => ({ body: `{"metadata":${number === 1 ? deep(4_000) : "{}"}}` })),
  );
  expect(await alone.run()).toMatchObject({ imported: 2, refused: 1, reasons });
  expect(alone.said.join("")).toContain(`item ${idOf(1)} is left out: it is nested deeper`);
  await alone.close();
});

test("a list that says ever more and shows the same is left after some pages, and an empty cursor is its end", async () => {
  let pages = 0;
  const there = await ours.product("productsights", () => ({
    body: { insights: [insight("always")], nextCursor: `${++pages}` },
  }));
  for (const imported of [1, 0])
    expect(await there.run()).toMatchObject({ imported, stopped: expect.stringContaining("leads in a circle") });
  expect(pages).toBeLessThan(120);
  await there.close();
  for (const [name, body] of Object.entries({
    productsights: { insights: [], nextCursor: "" },
    userz: { data: [], nextCursor: "" },
    composite: { data: [], nextCursor: "" },
    productbridge: { items: [], has_next_page: true, cursor: "" },
    insighto: { data: { items: [], next_cursor: "" } },
  })) {
    const ended = await ours.product(name, () => ({ body }));
    expect([name, await ended.run()]).toEqual([name, expect.not.objectContaining({ stopped: expect.anything() })]);
    expect(ended.asked.length).toBeLessThan(3);
    await ended.close();
  }
});

test("what is said beside an item does not cost it", async () => {
  const there = await ours.product(
    "productsights",
    insights(
      insight("null", { updatedAt: null }),
      insight("future", { updatedAt: "9999-01-01T00:00:00Z", hasScreenshot: "yes", screenshotDataUrl: 7 }),
    ),
  );
  expect(await there.run()).toMatchObject({ imported: 2, refused: 0 });
  for (const word of ["null", "future"])
    expect(await ours.kept(word)).toMatchObject([{ createdAt: AT, updatedAt: AT, screenshot: null }]);
  await there.close();
  const user = { id: "u", userId: "u", firstSeenAt: AT, lastSeenAt: "9999-01-01T00:00:00Z" };
  const event = { id: "e", name: "opened", userId: "u", timestamp: "once", receivedAt: AT };
  const tracked = await ours.product("composite", ({ pathname }) => ({
    body: { data: [pathname.endsWith("users") ? user : event] },
  }));
  expect(await tracked.run()).toMatchObject({ imported: 2, refused: 0 });
  const times = await ours.database.look(
    "SELECT last_seen_at, occurred_at FROM tracked_events JOIN tracked_users ON tracked_users.id = tracked_user_id",
  );
  expect(times.map((row) => Object.values(row).map(Number))).toEqual([[Date.parse(AT), Date.parse(AT)]]);
  await tracked.close();
  const contact = { id: "c", email: "undated@example.com" };
  const people = await ours.product("insighto", ({ pathname }) => ({
    body: { data: { items: pathname.endsWith("contact") ? [contact] : [] } },
  }));
  expect(await people.run()).toMatchObject({ imported: 1, refused: 0 });
  await people.close();
});

test("what is no plain value in metadata is kept as JSON, and a line of a log that is none is left out alone", async () => {
  const consoleLogs = [
    { level: "log", message: "read", ts: 1_700_000_000_000 },
    { level: "fatal", message: "lost", ts: 1_700_000_000_000 },
    "nothing",
  ];
  const metadata = { plan: "pro", cart: { items: [1] }, long: "x".repeat(5_000), none: null };
  const there = await ours.product(
    "userz",
    userz(1, () => ({ body: { consoleLogs, metadata } })),
  );
  expect(await there.run()).toMatchObject({
    imported: 1,
    notes: { "logs: only lines as they are documented": 1, "metadata: only what fits into 4096 bytes": 1 },
  });
  const looked = await ours.kept("userz");
  expect(looked).toContainEqual(
    expect.objectContaining({
      metadata: { plan: "pro", cart: '{"items":[1]}', none: "null" },
      logs: [{ level: "info", message: "read", at: "2023-11-14T22:13:20.000Z" }],
    }),
  );
  await there.close();
});

test.each([
  ["pages", { pages: 3 }],
  ["total and size", { total: 201, size: 100 }],
])("Insighto's pages are read to the last, by %s", async (_, numbers) => {
  const there = await ours.product("insighto", ({ pathname, searchParams }) => {
    const page = Number(searchParams.get("page") ?? 1);
    const contact = { id: `${page}`, email: `${Object.keys(numbers)[0]}-${page}@example.com`, created_at: AT };
    const items = pathname.endsWith("contact") && page <= 3 ? [contact] : [];
    return { body: { data: { items, page, ...(pathname.endsWith("contact") ? numbers : {}) } } };
  });
  expect(await there.run()).toMatchObject({ imported: 3, refused: 0 });
  expect(there.asked.filter((path) => path.includes("/contact"))).toHaveLength(3);
  await there.close();
});
