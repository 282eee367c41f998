import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { feedbackListSchema, feedbackSchema } from "../../shared/contract/record.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

test("what a page sends is what an API reader gets, with its picture byte for byte", async () => {
  const picture = samplePng(12, 8);
  const submission = {
    content: "  The total is wrong ",
    category: "problem",
    rating: 2,
    pageUrl: "https://ann:pw@shop.example/cart?page=2&token=abc#top",
    pageTitle: "Your cart",
    customerEmail: "ann@example.com",
    tags: ["cart", " cart", "mobile"],
    sourceType: "widget",
    screenshotDataUrl: dataUrl(picture),
    client: {
      userAgent: "UA",
      viewport: { width: 1280, height: 800, devicePixelRatio: 2 },
      referrer: "https://a.example/?code=1",
    },
    metadata: { plan: "pro", seats: 3, beta: true },
    capture: { method: "html2canvas", durationMs: 12.5, gaps: [] },
  };
  const answer = await submit(submission);
  expect(answer.status).toBe(201);
  const accepted = (await answer.json()) as { id: string };
  expect(accepted).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    createdAt: "2026-01-01T12:00:00.000Z",
    status: "new",
  });

  const record = feedbackSchema.parse(await (await ask(`/v1/feedback/${accepted.id}`)).json());
  expect(record).toMatchObject({
    content: "The total is wrong",
    category: "problem",
    rating: 2,
    pageUrl: "https://shop.example/cart?page=2&token=removed",
    pageTitle: "Your cart",
    customerEmail: "ann@example.com",
    customerName: null,
    tags: ["cart", "mobile"],
    sourceType: "widget",
    screenshot: { contentType: "image/png", width: 12, height: 8, byteSize: picture.length },
    client: { ...submission.client, referrer: "https://a.example/?code=removed" },
    metadata: submission.metadata,
    capture: submission.capture,
  });
  const bytes = await ask(record.screenshot?.url ?? "");
  expect(bytes.headers.get("content-type")).toBe("image/png");
  expect(bytes.headers.get("x-content-type-options")).toBe("nosniff");
  expect(bytes.headers.get("content-security-policy")).toContain("sandbox");
  expect(Buffer.from(await bytes.arrayBuffer()).equals(picture)).toBe(true);
});

test("a publishable key may only submit: reading with it is refused, naming the scope", async () => {
  for (const path of [
    "/v1/feedback",
    "/v1/feedback/000000000000000000000000",
    "/v1/feedback/000000000000000000000000/screenshot",
  ])
    expect(await problemOf(await ask(path, { key: stub.publishableKey, origin: PAGE }))).toMatchObject({
      status: 403,
      code: "insufficient_scope",
      details: { scope: "feedback:read" },
    });
});

test("a picture whose slashes are escaped, as some languages write JSON, is the same picture", async () => {
  const picture = samplePng(12, 8);
  const plain = JSON.stringify({ content: "x", screenshotDataUrl: dataUrl(picture) });
  for (const body of [plain, plain.replaceAll("/", "\\/")]) {
    const { id } = (await (await submit(body)).json()) as { id: string };
    const bytes = await ask(`/v1/feedback/${id}/screenshot`);
    expect(Buffer.from(await bytes.arrayBuffer()).equals(picture)).toBe(true);
  }
});

test("the list pages with a cursor, filters, and refuses what it does not know", async () => {
  for (let i = 0; i < 7; i++) {
    stub.clock.advance(1_000);
    await submit({ content: `number ${i}`, category: i % 2 ? "idea" : "problem", tags: i === 3 ? ["cart"] : [] });
  }
  const page = async (query: string) => feedbackListSchema.parse(await (await ask(`/v1/feedback?${query}`)).json());
  const first = await page("limit=4");
  expect(first.data.map(({ content }) => content)).toEqual(["number 6", "number 5", "number 4", "number 3"]);
  await submit({ content: "in between" });
  const second = await page(`limit=4&cursor=${first.nextCursor}`);
  expect(second.data.map(({ content }) => content)).toEqual(["number 2", "number 1", "number 0"]);
  expect(second.nextCursor).toBeNull();
  expect((await page("tag=cart")).data.map(({ content }) => content)).toEqual(["number 3"]);
  expect((await page("category=idea")).data).toHaveLength(3);
  expect(
    (await page("since=2026-01-01T12:00:06Z&until=2026-01-01T12:00:07Z")).data.map(({ content }) => content),
  ).toEqual(["number 5"]);
  for (const query of ["limit=0", "limit=101", "limit=x", "colour=red", "cursor=zzz", "status=lost", "since=yesterday"])
    expect(await problemOf(await ask(`/v1/feedback?${query}`))).toMatchObject({ status: 400, code: "invalid_query" });
});

test("what is not there is not found, whatever its id looks like", async () => {
  for (const id of ["000000000000000000000000", "nope", "%00", "..%2f..%2fetc"])
    expect(await problemOf(await ask(`/v1/feedback/${id}`))).toMatchObject({ status: 404, code: "not_found" });
  const { id } = (await (await submit({ content: "no picture" })).json()) as { id: string };
  expect(await problemOf(await ask(`/v1/feedback/${id}/screenshot`))).toMatchObject({ status: 404 });
});

test("a picture is asked for anew each time, so that it is gone with the right to see it; one that is kept is not sent again", async () => {
  const { id } = (await (await submit({ content: "x", screenshotDataUrl: dataUrl(samplePng()) })).json()) as {
    id: string;
  };
  const first = await ask(`/v1/feedback/${id}/screenshot`);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  const again = { headers: { "If-None-Match": first.headers.get("etag") ?? "" } };
  expect((await ask(`/v1/feedback/${id}/screenshot`, again)).status).toBe(304);
  expect((await ask(`/v1/feedback/${id}/screenshot`, { key: null, ...again })).status).toBe(401);
  expect((await ask("/v1/feedback")).headers.get("cache-control")).toBe("no-store");
});
