import { expect, test } from "vitest";
import { submissionSchema } from "../contract/submission.ts";
import { readPageFacts } from "./page-facts.ts";
import { buildSubmission, type PayloadInput } from "./payload.ts";

const source = {
  location: { href: "https://user:pw@shop.example.com/cart?step=2&token=abc#top" },
  document: { title: `  ${"Cart ".repeat(200)}`, referrer: "https://mail.example.com/?email=a@b.c" },
  navigator: { userAgent: "Browser/1", language: "de-CH" },
  innerWidth: 1280,
  innerHeight: 800,
  devicePixelRatio: 2,
};
const input = (change: Partial<PayloadInput> = {}): PayloadInput => ({
  words: { content: "  It is slow.\n", email: " " },
  page: readPageFacts(source),
  leftOut: new Set(),
  source: { type: "widget", sdk: "earshot-widget" },
  ...change,
});
const picture = {
  dataUrl: "data:image/webp;base64,AAAA",
  method: "html2canvas" as const,
  durationMs: 12.7,
  gaps: [{ reason: "frame" }],
  marks: [
    {
      kind: "text" as const,
      color: "red" as const,
      points: [
        { x: 0, y: 0 },
        { x: 0.5, y: 0.1 },
      ],
      text: "drawn",
    },
  ],
};

test("the page's facts hold no credentials and are cut to what the contract takes", () => {
  const { url, title, browser } = readPageFacts(source);
  expect(url).toBe("https://shop.example.com/cart?step=2&token=removed");
  expect(title).toHaveLength(512);
  expect(browser).toMatchObject({
    userAgent: "Browser/1",
    language: "de-CH",
    viewport: { width: 1280, height: 800, devicePixelRatio: 2 },
    referrer: "https://mail.example.com/?email=removed",
  });
});

test("a submission of words alone has no empty fields and passes the contract's schema", () => {
  const submission = buildSubmission(input());
  expect(submission).toMatchObject({ content: "It is slow.", sourceType: "widget" });
  expect(submission).not.toHaveProperty("customerEmail");
  expect(submission).not.toHaveProperty("tags");
  expect(submissionSchema.safeParse(JSON.parse(JSON.stringify(submission))).error).toBeUndefined();
});

test("what went wrong in the page goes along, unless it was taken out", () => {
  const logs = [{ level: "error" as const, message: "cut in tw\ud83d", at: "2026-11-22T08:00:00.000Z" }];
  const page = { ...readPageFacts(source), logs };
  const submission = buildSubmission(input({ page }));
  expect(submission.logs).toEqual([{ ...logs[0], message: "cut in tw\ufffd" }]);
  expect(submissionSchema.safeParse(submission).success).toBe(true);
  expect(buildSubmission(input({ page, leftOut: new Set(["logs"]) }))).not.toHaveProperty("logs");
});

test("a full submission passes the contract's schema too", () => {
  const submission = buildSubmission(
    input({
      words: { content: "x", category: "idea", email: "a@b.c " },
      picture,
      site: { name: " Ann ", tags: ["a", " a ", "", "b"], metadata: { plan: "pro", seats: 3 } },
    }),
  );
  expect(submission).toMatchObject({
    category: "idea",
    customerEmail: "a@b.c",
    customerName: "Ann",
    tags: ["a", "b"],
    metadata: { plan: "pro", seats: 3 },
    screenshotDataUrl: picture.dataUrl,
    capture: { method: "html2canvas", durationMs: 13, gaps: [{ reason: "frame" }], marks: picture.marks },
    client: { sdk: { name: "earshot-widget", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) } },
  });
  expect(submissionSchema.safeParse(JSON.parse(JSON.stringify(submission))).error).toBeUndefined();
});

test.each([
  ["pageUrl", "shop.example.com"],
  ["pageTitle", "Cart"],
  ["client.userAgent", "Browser/1"],
  ["customerName", "Ann"],
  ["screenshotDataUrl", "data:image"],
  ["screenshotDataUrl", "html2canvas"],
  ["screenshotDataUrl", "drawn"],
  ["capture", "drawn"],
  ["capture.marks", "drawn"],
  ["client.sdk", "earshot-widget"],
  ["metadata.plan.name", "pro"],
  ["sourceType", "sourceType"],
] as const)("what was left out (%s) is nowhere in the submission", (part, trace) => {
  const site = { name: "Ann", metadata: { "plan.name": "pro" } };
  expect(JSON.stringify(buildSubmission(input({ picture, site })))).toContain(trace);
  expect(JSON.stringify(buildSubmission(input({ picture, site, leftOut: new Set([part]) })))).not.toContain(trace);
});

test("a text cut to length is never left with half of a character", () => {
  const submission = buildSubmission(
    input({
      page: readPageFacts({ ...source, document: { title: `${"x".repeat(511)}👋`, referrer: "" } }),
      site: { tags: [`${"t".repeat(63)}👋`], metadata: { plan: "\ud83d" } },
    }),
  );
  expect(JSON.stringify(submission)).not.toMatch(/\\ud8/);
  expect(submission.pageTitle).toHaveLength(512);
  expect(submissionSchema.safeParse(submission).success).toBe(true);
});

test("a rating, topics chosen and what was pointed at go along; the site's own tags stand first, and none twice", () => {
  const element = { selector: "#cart button", text: "Remove", rect: { x: 1, y: 2, width: 30, height: 40 } };
  const words = { content: "x", email: "", rating: 4, tags: ["Prices", "beta"], element };
  const site = { tags: ["beta", "shop"] };
  const submission = buildSubmission(input({ words, site }));
  expect(submission).toMatchObject({ rating: 4, tags: ["beta", "shop", "Prices"], element });
  expect(submissionSchema.safeParse(submission).success).toBe(true);
  const without = buildSubmission(input({ words, site, leftOut: new Set(["element", "tags"]) }));
  expect(without).not.toHaveProperty("element");
  expect(without).not.toHaveProperty("tags");
});

test("in private mode the user token says who is writing, and nothing beside it", () => {
  const words = { content: "x", email: "ann@example.com" };
  const site = { name: "Ann", metadata: { plan: "pro" } };
  const submission = buildSubmission(input({ words, site, isPrivate: true }));
  expect(submission).toMatchObject({ content: "x", metadata: { plan: "pro" } });
  expect(submission).not.toHaveProperty("customerEmail");
  expect(submission).not.toHaveProperty("customerName");
});

test("without what was drawn on it a picture is told as before, and of more marks than the contract takes the first are", () => {
  const { marks: _, ...plain } = picture;
  const drawn = buildSubmission(input({ picture, leftOut: new Set(["capture.marks"]) }));
  expect(drawn).toEqual(buildSubmission(input({ picture: plain })));
  expect(drawn.screenshotDataUrl).toBe(picture.dataUrl);
  const many = { ...picture, marks: Array.from({ length: 60 }, () => picture.marks[0]!) };
  const submission = buildSubmission(input({ picture: many }));
  expect(submission.capture?.marks).toHaveLength(50);
  expect(submissionSchema.safeParse(submission).success).toBe(true);
  expect(buildSubmission(input({ picture: { ...picture, marks: [] } })).capture).not.toHaveProperty("marks");
});

test("a gap further out than one may tell is told without its place", () => {
  const far = { reason: "image", rect: { x: 0, y: 33_000_000, width: 10, height: 10 } };
  const near = { reason: "font", rect: { x: 0, y: 10, width: 10, height: 10 } };
  const submission = buildSubmission(input({ picture: { ...picture, gaps: [far, near] } }));
  expect(submission.capture?.gaps).toEqual([{ reason: "image" }, near]);
  expect(submissionSchema.safeParse(submission).success).toBe(true);
});
