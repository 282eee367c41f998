import { expect, it } from "vitest";
import { faceKey, faceOf, familiesOf } from "./face.ts";
import { faceSource } from "./face-source.ts";
import { covers, rangesOf } from "./unicode-range.ts";

it("families are told apart however they are written", () => {
  expect(familiesOf(`Inter, "Segoe UI", 'A, B', Font\\20 Awesome, "Say \\"hi\\"", system-ui`)).toEqual([
    "inter",
    "segoe ui",
    "a, b",
    "font awesome",
    'say "hi"',
    "system-ui",
  ]);
});

it("a face is the same in a rule and in the document's list", () => {
  const rule = faceOf('"Inter"', "bold", "", "normal", "U+0000-00FF, U+131");
  expect(faceKey(rule)).toBe(faceKey(faceOf("Inter", "700", "normal", "100%", "U+131, U+0-FF")));
  expect(faceOf("Inter", "100 900", "normal", "75% 125%", "").weight).toBe("100 900");
});

it("a range says for which characters a face is", () => {
  const characters = new Set([..."Bézier"].map((one) => one.codePointAt(0)!));
  expect(covers(rangesOf("U+00-7F"), characters)).toBe(true);
  expect(covers(rangesOf("U+4??, U+2000-206F"), characters)).toBe(false);
  expect(covers(rangesOf("U+E?"), characters)).toBe(true);
  expect(covers(rangesOf(""), characters)).toBe(true);
});

it("of a source, the files are taken that a browser reads, and what the reader's machine has goes before them", () => {
  expect(
    faceSource(
      `local("Inter UI"), url(a.eot), url("a.eot?#iefix") format("embedded-opentype"), url(data:font/woff2;base64,AA==) format(woff2), url('b).woff') format("woff"), url(c.svg#x) format("svg")`,
    ),
  ).toEqual({ local: ['local("Inter UI")'], urls: ["data:font/woff2;base64,AA==", "b).woff"] });
});
