import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { CATEGORIES, LOG_LEVELS, SOURCE_TYPES } from "../../shared/contract/enumerations.ts";
import { canvas, inJpeg, lossy, MARKER, planted, secret, webp, webpChunk } from "../images/planted-images.ts";
import { dataUrl, SAMPLE_JPEG, samplePng } from "../images/sample-images.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
beforeEach(() => stub.clock.advance(60_000)); // the bucket is full again
afterAll(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

const at = "2026-01-01T12:00:00.000Z";
const rect = { x: 1, y: 2, width: 3, height: 4 };
const viewport = { width: 1, height: 2, devicePixelRatio: 3 };
const tags = (count: number, length = 8): string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, "t"));
const url = (length: number): string =>
  `https://a.example/${"x y/".repeat(1_000).replaceAll(" ", "-")}`.slice(0, length);
/** Metadata of exactly so many bytes of JSON. */
const metadata = (bytes: number) => ({ a: "x".repeat(bytes - '{"a":""}'.length) });

const pointsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ x: index / 100, y: 0.5 }));
const arrow = { kind: "arrow", color: "red", points: pointsOf(2) };
/** How a picture came about, with an arrow on it that is otherwise. */
const withMark = (change: object) => ({ method: "renderer", marks: [{ ...arrow, ...change }] });

/** A picture whose header says another size than it has. */
const withSize = (side: number): Buffer => {
  const picture = samplePng(1, 1);
  picture.writeUInt32BE(side, 16);
  picture.writeUInt32BE(side, 20);
  return picture;
};

/** The longest and the most of each field that is taken. */
const FULL = {
  content: "c".repeat(8_192),
  category: "problem",
  rating: 5,
  context: "c".repeat(8_192),
  pageUrl: url(2_048),
  pageTitle: "t".repeat(512),
  customerName: "n".repeat(256),
  customerEmail: `${"e".repeat(308)}@example.com`,
  tags: tags(20, 64),
  sourceType: "widget",
  element: { selector: "#pay", text: "Pay", rect },
  client: {
    userAgent: "Firefox",
    language: "de",
    timezone: "Europe/Berlin",
    viewport,
    referrer: "https://b.example/",
    sdk: { name: "earshot", version: "1.0.0" },
  },
  logs: Array.from({ length: 500 }, (_, index) => ({ level: "error", message: `failed ${index}`, at })),
  metadata: metadata(4_096),
  capture: {
    method: "renderer",
    durationMs: 12,
    gaps: [{ reason: "iframe", rect }],
    marks: [
      ...Array.from({ length: 48 }, () => ({ kind: "pen", color: "blue", points: pointsOf(48) })),
      { kind: "text", color: "yellow", points: pointsOf(2), text: "t".repeat(256) },
      { kind: "pin", color: "red", points: pointsOf(1), number: 999 },
    ],
  },
};

test("a submission with every field at its limit is taken, answered with id, time and status, and read back as it was sent", async () => {
  const answer = await submit(FULL);
  expect(answer.status).toBe(201);
  const made = (await answer.json()) as { id: string };
  expect(made).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    createdAt: expect.stringMatching(/^2026-01-01T12:\d\d:\d\d\.\d{3}Z$/),
    status: "new",
  });
  expect(await (await ask(`/v1/feedback/${made.id}`)).json()).toMatchObject({ ...made, ...FULL });
});

test.each<[field: string, body: object]>([
  ["content", { content: "c".repeat(8_193) }],
  ["content", { content: " \n\t " }],
  ["category", { category: "rant" }],
  ["rating", { rating: 0 }],
  ["rating", { rating: 6 }],
  ["rating", { rating: 4.5 }],
  ["rating", { rating: "5" }],
  ["context", { context: "c".repeat(8_193) }],
  ["pageUrl", { pageUrl: url(2_049) }],
  ["pageTitle", { pageTitle: "t".repeat(513) }],
  ["customerName", { customerName: "n".repeat(257) }],
  ["customerEmail", { customerEmail: `${"e".repeat(309)}@example.com` }],
  ["customerEmail", { customerEmail: "Ann" }],
  ["tags", { tags: tags(21) }],
  ["tags.0", { tags: ["t".repeat(65)] }],
  ["tags.0", { tags: ["  "] }],
  ["sourceType", { sourceType: "fax" }],
  ["screenshotDataUrl", { screenshotDataUrl: "data:image/svg+xml;base64,PHN2Zy8+" }],
  ["screenshotDataUrl", { screenshotDataUrl: "data:image/gif;base64,R0lGODlh" }],
  ["attachments", { attachments: Array(11).fill("000000000000000000000000") }],
  ["attachments.0", { attachments: ["mine"] }],
  ["element.selector", { element: { text: "x" } }],
  ["logs", { logs: Array(501).fill({ level: "error", message: "x", at }) }],
  ["logs.0.level", { logs: [{ level: "shout", message: "x", at }] }],
  ["logs.0.at", { logs: [{ level: "error", message: "x", at: "yesterday" }] }],
  ["metadata", { metadata: metadata(4_097) }],
  ["metadata.a", { metadata: { a: { b: 1 } } }],
  ["metadata.a", { metadata: { a: null } }],
  ["capture.method", { capture: { method: "guess" } }],
  // Unknown fields, at every depth.
  ["colour", { colour: "red" }],
  ["element.colour", { element: { selector: "#a", colour: "red" } }],
  ["element.rect.depth", { element: { selector: "#a", rect: { ...rect, depth: 1 } } }],
  ["client.colour", { client: { colour: "red" } }],
  ["client.viewport.depth", { client: { viewport: { ...viewport, depth: 3 } } }],
  ["client.sdk.colour", { client: { sdk: { name: "a", version: "1", colour: "red" } } }],
  ["logs.0.colour", { logs: [{ level: "error", message: "x", at, colour: "red" }] }],
  ["capture.colour", { capture: { method: "renderer", colour: "red" } }],
  ["capture.marks.0.kind", { capture: withMark({ kind: "redact" }) }],
  ["capture.marks.0.color", { capture: withMark({ color: "#f00" }) }],
  ["capture.marks.0.points", { capture: withMark({ points: pointsOf(49), kind: "pen" }) }],
  [
    "capture.marks.0.points.1.x",
    {
      capture: withMark({
        points: [
          { x: 0, y: 0 },
          { x: 1.1, y: 0 },
        ],
      }),
    },
  ],
  [
    "capture.marks.0.points.0.z",
    {
      capture: withMark({
        points: [
          { x: 0, y: 0, z: 0 },
          { x: 1, y: 0 },
        ],
      }),
    },
  ],
  ["capture.marks.0", { capture: withMark({ points: pointsOf(3) }) }],
  ["capture.marks.0", { capture: withMark({ text: "an arrow says nothing" }) }],
  ["capture.marks.0", { capture: withMark({ kind: "text" }) }],
  ["capture.marks.0", { capture: withMark({ kind: "pin", points: pointsOf(1) }) }],
  ["capture.marks.0.text", { capture: withMark({ kind: "text", text: "t".repeat(257) }) }],
  ["capture.marks.0.colour", { capture: withMark({ colour: "red" }) }],
  ["capture.marks", { capture: { method: "renderer", marks: Array.from({ length: 51 }, () => arrow) } }],
  ["capture.gaps.0.colour", { capture: { method: "renderer", gaps: [{ reason: "x", colour: "red" }] } }],
])("%s that breaks its rule is a 400 that names it, and nothing is stored", async (field, body) => {
  const before = (await stored()).length;
  const { status, code, details } = await problemOf(await submit({ content: "x", ...body }));
  expect([status, code]).toEqual([400, "invalid_body"]);
  expect((details as Array<{ path: string }>).map(({ path }) => path)).toContain(field);
  expect(await stored()).toHaveLength(before);
});

test.each([
  ...CATEGORIES.map((category) => ({ category })),
  ...SOURCE_TYPES.map((sourceType) => ({ sourceType })),
  ...[1, 2, 3, 4, 5].map((rating) => ({ rating })),
  ...LOG_LEVELS.map((level) => ({ logs: [{ level, message: "x", at }] })),
  { metadata: { text: "x", number: 1.5, yes: true } },
])("%j is taken and kept", async (body) => {
  const { id } = (await (await submit({ content: "x", ...body })).json()) as { id: string };
  expect(await (await ask(`/v1/feedback/${id}`)).json()).toMatchObject(body);
});

test("content is trimmed, tags are trimmed and unique, and who says no sourceType came by the API", async () => {
  await submit({ content: "  hello \n", tags: [" a ", "a", "B", "b"] });
  expect((await stored())[0]).toMatchObject({ content: "hello", tags: ["a", "B", "b"], sourceType: "api" });
});

test.each([
  ["image/png", planted("tEXt")],
  ["image/jpeg", inJpeg(0xfe, secret)],
  ["image/webp", webp(canvas(0x08), lossy, webpChunk("EXIF", secret))],
])(
  "a picture of %s is stored without its metadata, and given back so that no browser runs it",
  async (contentType, bytes) => {
    expect(bytes.includes(MARKER)).toBe(true);
    const { id } = (await (await submit({ content: "x", screenshotDataUrl: dataUrl(bytes, contentType) })).json()) as {
      id: string;
    };
    const picture = await ask(`/v1/feedback/${id}/screenshot`);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, contentType]);
    expect(picture.headers.get("x-content-type-options")).toBe("nosniff");
    expect(picture.headers.get("content-security-policy")).toMatch(/sandbox/);
    expect(Buffer.from(await picture.arrayBuffer()).includes(MARKER)).toBe(false);
  },
);

test.each([
  ["says PNG and is JPEG", dataUrl(SAMPLE_JPEG, "image/png")],
  ["is no picture", dataUrl(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/png")],
  ["is a bomb by its header", dataUrl(withSize(60_000), "image/png")],
])("a picture that %s is a 422, and nothing is stored", async (_, screenshotDataUrl) => {
  const before = (await stored()).length;
  expect(await problemOf(await submit({ content: "x", screenshotDataUrl }))).toMatchObject({
    status: 422,
    code: "invalid_image",
  });
  expect(await stored()).toHaveLength(before);
});
