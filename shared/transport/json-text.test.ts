import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";

const SUBMISSION = {
  content: 'Überraschung 👋 "quoted"\n\u2028\u0000\ud800',
  tags: ["beta", "checkout"],
  metadata: { plan: "pro", seats: 3, trial: false, __proto__x: "" },
  capture: { method: "html2canvas", durationMs: 12.5, gaps: [{ reason: "frame", rect: { x: 0, y: -1 } }] },
  element: undefined,
  nothing: null,
  list: [null, undefined, [], {}],
};

test("it writes what JSON.stringify writes", () => {
  expect(jsonText(SUBMISSION)).toBe(JSON.stringify(SUBMISSION));
  for (const value of ["", 0, Number.NaN, true, null, [], {}]) expect(jsonText(value)).toBe(JSON.stringify(value));
});

test("a page's own toJSON changes nothing", () => {
  const expected = JSON.stringify(SUBMISSION);
  const prototypes = [Array.prototype, Object.prototype, String.prototype, Number.prototype] as object[];
  try {
    for (const prototype of prototypes)
      Object.defineProperty(prototype, "toJSON", { configurable: true, value: () => "spoilt" });
    expect(jsonText(SUBMISSION) === expected).toBe(true);
  } finally {
    for (const prototype of prototypes) Reflect.deleteProperty(prototype, "toJSON");
  }
});

test("whatever the text, it is written as the browser would, and a page's own JSON.stringify is not asked", () => {
  const { stringify } = JSON;
  const texts = ["binary", "grapheme"] as const;
  try {
    JSON.stringify = () => "spoilt";
    for (const unit of texts) assert(property(string({ unit }), (text) => jsonText(text) === stringify(text)));
    for (let code = 0; code < 0x10000; code++) {
      const one = String.fromCharCode(code);
      if (jsonText(one) !== stringify(one)) throw new Error(`U+${code.toString(16)} is written otherwise`);
    }
  } finally {
    JSON.stringify = stringify;
  }
});
