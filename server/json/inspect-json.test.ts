import fc from "fast-check";
import { expect, test } from "vitest";
import { hasHalfCharacters, inspectJson, JSON_LIMITS } from "./inspect-json.ts";

const shapeOf = (text: string) => inspectJson(Buffer.from(text)).refused;

test("whatever JSON.stringify makes is taken, within the limits", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), (value, spaced) => {
      expect(shapeOf(JSON.stringify(value, null, spaced ? 2 : 0))).toBeUndefined();
    }),
  );
});

test("a name that an object has already is found, however it is written, and whatever stands between", () => {
  const escaped = (name: string) =>
    [...name].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z ,:{}[\]]{1,8}$/),
      fc.jsonValue({ maxDepth: 3 }),
      fc.boolean(),
      (name, value, is) => {
        const again = is ? escaped(name) : name;
        expect(shapeOf(`{"${name}": ${JSON.stringify(value)}, "${again}" : 1}`)).toMatch(/twice/);
        expect(shapeOf(`[{"${name}": 1}, {"${again}": 1}]`)).toBeUndefined();
      },
    ),
  );
});

test("any bytes at all are looked at without failing", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void inspectJson(Buffer.from(bytes))));
  fc.assert(fc.property(fc.stringMatching(/^["\\{}[\],:a]{0,60}$/), (text) => void shapeOf(text)));
});

test("depth and number of values are refused right after the limit", () => {
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(shapeOf(deep(JSON_LIMITS.depth))).toBeUndefined();
  expect(shapeOf(deep(JSON_LIMITS.depth + 1))).toMatch(/deeper than 32/);
  const list = (length: number) => JSON.stringify(Array(length).fill(0));
  expect(shapeOf(list(JSON_LIMITS.values))).toBeUndefined();
  expect(shapeOf(list(JSON_LIMITS.values + 1))).toMatch(/more than 20000/);
});

test("a million names are refused after the first few: memory stays flat", () => {
  const bytes = Buffer.from(`{${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":0`).join(",")}}`);
  const before = process.memoryUsage().heapUsed;
  expect(inspectJson(bytes).refused).toMatch(/more than/);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
});

test("half a character is found in names and values, and whole ones are not taken for halves", () => {
  const has = (text: string) => hasHalfCharacters(text, JSON.parse(text));
  expect(has(String.raw`{"a":["\ud800"]}`)).toBe(true);
  expect(has(String.raw`{"\udfff":1}`)).toBe(true);
  expect(has(String.raw`{"a":"\ud83d\udc4b"}`)).toBe(false);
  expect(has(String.raw`{"a":"\\ud800"}`)).toBe(false);
});

test("a string of the outermost object is found by its name, whatever stands around it, unless it has escapes", () => {
  const found = (text: string): string | undefined => {
    const bytes = Buffer.from(text);
    const { string } = inspectJson(bytes, "wanted");
    return string && bytes.toString("utf8", string.start, string.end);
  };
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), fc.string(), (others, wanted) => {
      const { wanted: _, ...rest } = others;
      const expected = JSON.stringify(wanted).includes("\\") ? undefined : wanted;
      expect(found(JSON.stringify({ ...rest, wanted }, null, 1))).toBe(expected);
      expect(found(JSON.stringify({ inner: { wanted }, list: [{ wanted }], wanted: [wanted] }))).toBeUndefined();
    }),
  );
  expect(found('{"wanted": {"a": 1}, "b": "x"}')).toBeUndefined();
  expect(found('["wanted", "x"]')).toBeUndefined();
});
