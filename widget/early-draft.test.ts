import fc from "fast-check";
import { expect, test } from "vitest";
import { earlyDraft } from "./early-draft.ts";

test("an early draft is read as it was written, whatever its characters", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, fc.array(text), (content, email, leftOut) => {
      expect(JSON.parse(earlyDraft({ content, email, leftOut }))).toEqual({ content, email, leftOut });
    }),
  );
  const content = '"\\\n\u0000\u2028\ud800 \u{1f600}';
  expect(JSON.parse(earlyDraft({ content, email: "" }))).toEqual({ content, email: "", leftOut: [] });
});
