import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64 } from "./base64.ts";

/** The plain way: what the decoder made, encoded again, must be the text that came. */
const plainly = (text: Buffer): Buffer | undefined => {
  const decoded = Buffer.from(text.toString("latin1"), "base64");
  return decoded.toString("base64") === text.toString("latin1") ? decoded : undefined;
};

test("what was encoded is decoded, to the byte", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeBase64(Buffer.from(Buffer.from(bytes).toString("base64")))).toEqual(Buffer.from(bytes));
    }),
  );
});

test("any text is taken or refused exactly as by encoding again what was decoded", () => {
  const canonical = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64"));
  const damage = fc.record({ at: fc.nat(90), by: fc.constantFrom("=", "==", "-", "_", " ", "\n", "é", "A", "B", "") });
  fc.assert(
    fc.property(canonical, fc.array(damage, { maxLength: 3 }), (text, damages) => {
      let damaged = text;
      for (const { at, by } of damages) damaged = damaged.slice(0, at) + by + damaged.slice(at + (at % 2));
      const bytes = Buffer.from(damaged);
      expect(decodeBase64(bytes)).toEqual(plainly(bytes));
    }),
    { numRuns: 5_000 },
  );
});

test.each(["AA==AAAA", "AB==", "A===", "=", "====", "AAAA=", "AAAA====", "AA-_", "QQ", "QQ=\n", "Ł≥AA"])(
  "%j is refused",
  (text) => {
    const bytes = Buffer.from(text);
    expect(decodeBase64(bytes)).toEqual(plainly(bytes));
    expect(decodeBase64(bytes)).toBeUndefined();
  },
);

test("a text of many pieces is decoded whole, and one wrong sign anywhere in it is found", () => {
  const bytes = Buffer.from(Array.from({ length: 150_001 }, (_, i) => (i * 7919) % 256));
  const text = Buffer.from(bytes.toString("base64"));
  expect(decodeBase64(text)?.equals(bytes)).toBe(true);
  for (const at of [0, 1, 65_535, 65_536, 65_537, 131_072, text.length - 5]) {
    const damaged = Buffer.from(text);
    damaged[at] = "!".charCodeAt(0);
    expect(decodeBase64(damaged)).toBeUndefined();
    damaged[at] = "=".charCodeAt(0);
    expect(decodeBase64(damaged)).toBeUndefined();
  }
});
