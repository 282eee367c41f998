import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Called, mcpClient } from "../../server-stub/mcp-client.ts";
import { addSecretKey } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { Scope } from "../../shared/contract/enumerations.ts";
import { dataUrl, noisePng, samplePng } from "../images/sample-images.ts";
import { uploading } from "../uploads/uploads-suite.ts";

let stub: Stub;
let call: (name: string, args?: Record<string, unknown>) => Promise<Called>;
beforeEach(async () => {
  stub = await startStub();
  ({ call } = await mcpClient(stub));
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

const submitted = async (body: object): Promise<string> => ((await (await submit(body)).json()) as { id: string }).id;
type Line = { id: string; status: string; hasScreenshot: boolean; untrusted: { excerpt: string; tags: string[] } };
const lines = ({ data }: Called): Line[] => data.data as Line[];

describe("list_feedback", () => {
  test("shows ten, newest first, and the rest page by page, each once", async () => {
    for (let i = 0; i < 23; i++) await submitted({ content: `number ${i}` });
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const page = await call("list_feedback", cursor ? { cursor } : {});
      expect(lines(page).length).toBeLessThanOrEqual(10);
      seen.push(...lines(page).map(({ untrusted }) => untrusted.excerpt));
      cursor = page.data.nextCursor;
      expect(page.text).toContain(cursor ? `cursor "${cursor}"` : "no more");
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 23 }, (_, i) => `number ${22 - i}`));
  });

  test("narrows by words, status, category and tag, and cuts what is long", async () => {
    await submitted({ content: `The basket forgets ${"everything ".repeat(50)}`, category: "problem", tags: ["cart"] });
    await submitted({ content: "Lovely colours", category: "praise", screenshotDataUrl: dataUrl(samplePng()) });
    for (const args of [{ q: "bask" }, { category: "problem" }, { tag: "cart" }])
      expect(lines(await call("list_feedback", args))).toMatchObject([{ untrusted: { tags: ["cart"] } }]);
    expect(lines(await call("list_feedback", { status: "done" }))).toEqual([]);
    const [praise, problem] = lines(await call("list_feedback"));
    expect(praise).toMatchObject({ hasScreenshot: true, status: "new" });
    expect(problem?.untrusted.excerpt).toMatch(/^The basket .{250,300}… \(\d+ characters in all\)$/);
  });
});

test("get_feedback shows all there is, and as many of the last log lines as asked for", async () => {
  const at = "2026-01-01T11:00:00.000Z";
  const id = await submitted({
    content: "It fails",
    context: "after login",
    rating: 2,
    customerName: "Ann",
    customerEmail: "ann@example.com",
    pageUrl: "https://shop.example.com/cart",
    client: { userAgent: "Test/1", viewport: { width: 800, height: 600, devicePixelRatio: 2 } },
    metadata: { plan: "pro" },
    logs: Array.from({ length: 60 }, (_, i) => ({ level: "error", message: `line ${i} ${"x".repeat(900)}`, at })),
  });
  const { text, data } = await call("get_feedback", { id });
  for (const part of [
    "It fails",
    "after login",
    "Ann, ann@example.com",
    "800 x 600",
    '{"plan":"pro"}',
    "40 older log lines",
  ])
    expect(text).toContain(part);
  expect(data).toMatchObject({ id, rating: 2, untrusted: { metadata: { plan: "pro" } } });
  const logs = (data.untrusted as { logs: string[] }).logs;
  expect([logs.length, logs[0]?.slice(0, 38)]).toEqual([20, `${at} error line 40`]);
  expect(((await call("get_feedback", { id, logLines: 0 })).data.untrusted as { logs: string[] }).logs).toEqual([]);
  expect(text.length).toBeLessThan(20_000);
});

describe("get_screenshot", () => {
  test("shows the picture as it is stored", async () => {
    const id = await submitted({ content: "see", screenshotDataUrl: dataUrl(samplePng(4, 3)) });
    const { content, data } = await call("get_screenshot", { id });
    expect(data).toMatchObject({ id, contentType: "image/png", shown: true });
    const bytes = Buffer.from(await (await ask(`/v1/feedback/${id}/screenshot`)).arrayBuffer());
    expect(content[1]).toEqual({ type: "image", mimeType: "image/png", data: bytes.toString("base64") });
  });

  test("says what a picture above 3 MB is, and where it can be had", async () => {
    const id = await submitted({ content: "see", screenshotDataUrl: dataUrl(noisePng(1_200, 1_000)) });
    const { content, data, text, isError } = await call("get_screenshot", { id });
    expect([content.length, data.shown, isError]).toEqual([1, false, false]);
    expect(text).toContain(`/v1/feedback/${id}/screenshot`);
  });

  test("shows an attached picture, and no other file", async () => {
    const { sent } = uploading(() => stub);
    const picture = await sent(samplePng(), { contentType: "image/png", kind: "screenshot" });
    const file = await sent();
    const id = await submitted({ content: "see", attachments: [picture.id, file.id] });
    const shown = await call("get_screenshot", { id, attachment: picture.id });
    expect(shown.content[1]).toMatchObject({ type: "image", mimeType: "image/png" });
    const other = await call("get_screenshot", { id, attachment: file.id });
    expect([other.data.shown, other.text]).toEqual([
      false,
      expect.stringContaining("It is no picture (application/pdf"),
    ]);
    const none = await call("get_screenshot", { id, attachment: id });
    expect([none.isError, none.text]).toEqual([true, expect.stringContaining("no such attachment")]);
  });

  test("says so when there is none", async () => {
    const { text, isError } = await call("get_screenshot", { id: await submitted({ content: "no picture" }) });
    expect([isError, text.slice(0, 10)]).toEqual([true, "not_found:"]);
  });
});

test("summarize_feedback counts what the filters let through", async () => {
  for (const rating of [2, 5]) await submitted({ content: "a", category: "problem", rating, tags: ["cart"] });
  await submitted({ content: "b", pageUrl: "https://shop.example.com/x?utm_source=mail#top" });
  expect((await call("summarize_feedback")).data).toMatchObject({
    counted: 3,
    complete: true,
    byStatus: { new: 3 },
    byCategory: { problem: 2, none: 1 },
    rating: { count: 2, average: 3.5 },
    untrusted: { tags: [{ name: "cart", count: 2 }], pages: [{ name: "https://shop.example.com/x", count: 1 }] },
  });
  const none = await call("summarize_feedback", { status: "done" });
  expect([none.text, none.data.newest]).toEqual(["0 feedback match.", null]);
});

test("a team's work: status, tags, a duplicate, a reply; all of it stands in the audit log under the key", async () => {
  const original = await submitted({ content: "first" });
  const id = await submitted({ content: "the same again", tags: ["old"] });
  const changes = { status: "triaged", tags: ["cart"], duplicateOf: original };
  expect(await call("update_feedback", { id, ...changes })).toMatchObject({
    isError: false,
    data: { id, status: "triaged", duplicateOf: original, untrusted: { tags: ["cart"] } },
  });
  const reply = await call("reply_to_feedback", { id, content: "We look into it", visibility: "internal" });
  expect(reply.data).toMatchObject({ visibility: "internal", author: { type: "key" } });
  expect((await call("list_replies", { id })).data).toMatchObject({
    data: [{ untrusted: { content: "We look into it" } }],
    nextCursor: null,
  });
  const { data } = (await (await ask("/v1/audit")).json()) as { data: Array<{ action: string; actor: object }> };
  const key = { type: "key", id: "000000000000000000000c02" };
  for (const action of ["feedback.updated", "reply.created"])
    expect(data.find((entry) => entry.action === action)?.actor).toEqual(key);
});

test("create_feedback makes one record however often it is called with one idempotencyKey", async () => {
  const args = { content: "told by phone", category: "idea", idempotencyKey: "6f1c1f0e-7a5b-4b8e-9a53-0d5f3c0a0001" };
  const [first, second] = [await call("create_feedback", args), await call("create_feedback", args)];
  expect([first.data.status, second.data.id, second.text.slice(0, 20)]).toEqual([
    "new",
    first.data.id,
    "It was stored before",
  ]);
  expect(await call("create_feedback", { ...args, content: "other" })).toMatchObject({ isError: true });
  expect(await stored()).toMatchObject([{ content: "told by phone", sourceType: "api" }]);
});

test("delete_feedback takes it away, and nothing shows it any more", async () => {
  const id = await submitted({ content: "gone", screenshotDataUrl: dataUrl(samplePng()) });
  expect((await call("delete_feedback", { id })).data).toEqual({ id, deleted: true });
  for (const name of ["get_feedback", "get_screenshot", "list_replies", "feedback_as_markdown", "delete_feedback"])
    expect(await call(name, { id })).toMatchObject({ isError: true, text: expect.stringContaining("not_found") });
  expect((await call("list_feedback")).data.data).toEqual([]);
});

test("an argument that names nobody is told by itself, and nothing of feedback that may be gone", async () => {
  const id = await submitted({ content: "whose is it?" });
  const { isError, text } = await call("update_feedback", { id, assignee: "0".repeat(24) });
  expect([isError, text]).toEqual([true, "not_found: There is no such member here: `assignee` names none."]);
});

test("list_apps, list_members and get_usage tell where the key is and what it did", async () => {
  expect((await call("list_apps")).data).toMatchObject({ data: [{ id: STUB_APP_ID, environment: "live" }] });
  expect((await call("list_members")).data).toMatchObject({ data: [{ name: "Stub owner", role: "product" }] });
  expect((await call("get_usage")).data).toMatchObject({ complete: true, data: [{ key: "000000000000000000000c02" }] });
});

test.each<[string, Record<string, unknown>, string]>([
  ["get_feedback", {}, "id"],
  ["get_feedback", { id: "' or 1=1" }, "24 hexadecimal digits"],
  ["get_feedback", { id: "0".repeat(24), all: true }, "all: is not a field"],
  ["list_feedback", { limit: 51 }, "limit"],
  ["list_feedback", { limit: "10" }, "limit"],
  ["list_feedback", { status: "solved" }, "status"],
  ["list_feedback", { since: "yesterday" }, "since"],
  ["list_feedback", { cursor: "not one" }, "invalid_query: The query is not valid: cursor"],
  ["list_feedback", { app: STUB_APP_ID }, "app: is not a field"],
  ["update_feedback", { id: "0".repeat(24) }, "must name what to change"],
  ["update_feedback", { id: "0".repeat(24), status: "new" }, "not_found"],
  ["reply_to_feedback", { id: "0".repeat(24), content: "x" }, "visibility"],
  ["reply_to_feedback", { id: "0".repeat(24), content: " ", visibility: "public" }, "content"],
  ["create_feedback", { content: "x", customerEmail: "nobody" }, "customerEmail"],
  ["create_feedback", { content: "x", idempotencyKey: "1" }, "idempotencyKey"],
  ["create_feedback", { content: "x", screenshotDataUrl: "data:image/png;base64,AA==" }, "screenshotDataUrl"],
  ["get_usage", { from: "2026-02-01", to: "2026-01-01" }, "from: must not be after to"],
])("%s with %j is an error that says what to mend", async (name, args, named) => {
  const { isError, text } = await call(name, args);
  expect(isError).toBe(true);
  expect(text).toContain(named);
});

describe("what a key sees", () => {
  const READ = [
    "summarize_feedback",
    "list_feedback",
    "get_feedback",
    "get_screenshot",
    "list_replies",
    "feedback_as_markdown",
  ];
  test.each<[Scope | "nothing more", string[]]>([
    ["nothing more", []],
    ["feedback:read", READ],
    ["feedback:update", ["update_feedback", "reply_to_feedback"]],
    ["feedback:write", ["create_feedback"]],
    ["feedback:delete", ["delete_feedback"]],
    ["apps:read", ["list_apps", "list_members"]],
    ["usage:read", ["get_usage"]],
    ["keys:write", []],
  ])("with mcp and %s: its tools, and no others work", async (scope, expected) => {
    const scopes: Scope[] = scope === "nothing more" ? ["mcp"] : ["mcp", scope];
    const agent = await mcpClient(stub, { key: (await addSecretKey(stub, STUB_APP_ID, scopes)).text });
    expect(await agent.names()).toEqual(expected);
    const all = await (await mcpClient(stub)).names();
    for (const name of all.filter((one) => !expected.includes(one)))
      expect((await agent.call(name)).text).toMatch(/^insufficient_scope: .* lacks the scope [a-z]+:[a-z]+\./);
  });

  test("is short enough to be read each time: all tools in 16 KB, those that read in 9 KB", async () => {
    const reader = await addSecretKey(stub, STUB_APP_ID, ["mcp", "feedback:read"]);
    const sizes = await Promise.all(
      [stub.secretKey, reader.text].map(async (key) => {
        const { tools } = await (await mcpClient(stub, { key })).client.listTools();
        return JSON.stringify(tools).length;
      }),
    );
    expect(sizes[0]).toBeLessThan(16 * 1024);
    expect(sizes[1]).toBeLessThan(9 * 1024);
  });

  test("tells reading, changing and destroying apart", async () => {
    const { tools } = await (await mcpClient(stub)).client.listTools();
    const hints = tools.map(({ name, annotations }) => [
      name,
      annotations?.readOnlyHint,
      annotations?.destructiveHint ?? false,
    ]);
    const changing = hints.filter(([, readOnly]) => !readOnly);
    expect(changing).toEqual([
      ["update_feedback", false, true],
      ["reply_to_feedback", false, false],
      ["create_feedback", false, false],
      ["delete_feedback", false, true],
    ]);
    for (const tool of tools) expect([tool.title, tool.description, tool.outputSchema]).not.toContain(undefined);
  });
});
