import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

const NAME = "picture";
const url = "data:image/png;base64,iVBORw0KGgo=";
const parsed = (text: string) => parseJson(Buffer.from(text), NAME);

/** A member called so is refused, whatever it holds: see below. */
const withoutProto = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes("__proto__"));

test("a data URL is cut out behind its comma, and everything else is as it was", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-oà-ü"\\]{1,8}$/), withoutProto), (others) => {
      const { value, cut } = parsed(JSON.stringify({ ...others, [NAME]: url, after: "ü" }));
      expect(value).toEqual(JSON.parse(JSON.stringify({ ...others, [NAME]: "data:image/png;base64,", after: "ü" })));
      expect(cut?.toString()).toBe("iVBORw0KGgo=");
    }),
  );
});

test.each([
  ["with escapes, as some languages write slashes", JSON.stringify({ [NAME]: url }).replaceAll("/", "\\/")],
  ["without a comma near its beginning", JSON.stringify({ [NAME]: "x".repeat(100) + url })],
  ["that is a member of a member", JSON.stringify({ inner: { [NAME]: url } })],
  ["that is no string", JSON.stringify({ [NAME]: [url] })],
])("one %s stays whole", (_, text) => {
  const { value, cut } = parsed(text);
  expect(value).toEqual(JSON.parse(text));
  expect(cut).toBeUndefined();
});

test("what stands in the part that is cut out is no text: it is given back as it came, and nothing is read into it", () => {
  const bytes = Buffer.from(JSON.stringify({ [NAME]: "a,XY__proto__" }));
  bytes[bytes.indexOf("XY")] = 0xff; // no UTF-8
  expect(parseJson(bytes, NAME)).toEqual({ value: { [NAME]: "a," }, cut: Buffer.from("\xffY__proto__", "latin1") });
  expect(() => parseJson(bytes)).toThrow(expect.objectContaining({ code: "invalid_json" }));
});

test("a body cut off inside it is no JSON", () => {
  expect(() => parsed(`{"${NAME}":"${url}`)).toThrow(expect.objectContaining({ code: "invalid_json" }));
});
