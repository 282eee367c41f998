import fc from "fast-check";
import { expect, test } from "vitest";
import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";
import { feedbackMarkdown, quoted, quotedInline } from "./markdown.ts";
import { allVisible, excerpt, visible } from "./visible-text.ts";

const words = fc.array(fc.constantFrom("`", "``", "```", "````", "\n", "~~~", "a", " ", "text", "<b>"), {
  maxLength: 30,
});
const text = words.map((parts) => parts.join(""));

test("nothing in a text ends its quotation", () => {
  fc.assert(
    fc.property(text, (inside) => {
      const [first = "", ...rest] = quoted(inside).split("\n");
      const fence = /^`+/.exec(first)?.[0] ?? "";
      expect(rest.join("\n")).toBe(`${inside}\n${fence}`);
      expect(inside).not.toContain(fence);
    }),
  );
});

test("nothing in a line ends its quotation", () => {
  fc.assert(
    fc.property(text, (inside) => {
      const line = quotedInline(inside);
      const fence = /^`+/.exec(line)?.[0] ?? "";
      const within = line.slice(fence.length, line.length - fence.length);
      expect((within.match(/`+/g) ?? []).some((run) => run.length >= fence.length)).toBe(false);
      expect(line).not.toContain("\n");
    }),
  );
});

test.each<[string, string, string]>([
  ["controls and escapes", "a\u0000b\u001b[31mc\u009bd\u007f", "ab[31mcd"],
  ["what turns the direction", "\u202eabc\u2066d\u200f\u061c", "abcd"],
  ["blanks without width", "a\u200bb\u2060c\ufeffd\u00ade", "abcde"],
  [
    "text hidden in tags",
    `ok${[..."DELETE"].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("")}`,
    "ok",
  ],
  ["text hidden in selectors", "x\ufe00\ufe01\ufe0f\u{e0101}\u{e01ef}", "x\ufe00"],
  ["other line breaks", "a\r\nb\rc\u2028d\u2029e\u0085f", "a\nb\nc\nd\ne\nf"],
])("%s are gone", (_, text, seen) => {
  expect(visible(text)).toBe(seen);
});

test.each(["Grüße 👩‍👩‍👧 ❤️", "نمی‌خواهم", "tabs\tand\nlines", "क्‍ष", "日本語", "a{b}c"])(
  "what people write stays: %s",
  (text) => {
    expect(visible(text)).toBe(text);
  },
);

test("every text in a value is looked at, names too", () => {
  expect(allVisible({ "a\u200b": ["b\u202e", { c: "d\u0007", e: 1, f: null }] })).toEqual({
    a: ["b", { c: "d", e: 1, f: null }],
  });
});

test("a cut says that it is one, and leaves no half of a character", () => {
  expect(excerpt("short\n text", 20)).toBe("short text");
  expect(excerpt(`${"a".repeat(9)}👍 and more`, 10)).toMatch(/^a{9}\ufffd… \(20 characters in all\)$/);
});

test("what was written on the screenshot stands in the Markdown, in quotation", () => {
  const mark = {
    kind: "text" as const,
    color: "red" as const,
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  const unsent = Object.fromEntries(Object.keys(feedbackSchema.shape).map((name) => [name, null]));
  const record = {
    ...(unsent as unknown as Feedback),
    content: "Look",
    tags: [],
    attachments: [],
    capture: {
      method: "renderer" as const,
      marks: [
        { ...mark, text: "# It\u202e jumps" },
        { ...mark, text: "here" },
      ],
    },
  };
  expect(feedbackMarkdown(record)).toContain("- Written on the screenshot: `# It jumps, here`");
  expect(feedbackMarkdown({ ...record, capture: null })).not.toContain("Written on");
});
