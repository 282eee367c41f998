import { expect, test } from "vitest";
import type { WantedPart } from "../part.ts";
import { TEXT } from "../text.ts";
import { cameBack } from "./came-back.ts";

const wanted = (came: WantedPart["came"]): WantedPart => ({
  tabId: 7,
  windowId: 1,
  by: "popup",
  url: "https://example.com/",
  quote: "> this\n\n",
  visit: "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
  came,
});
const ready = wanted({ state: "ready", picture: { dataUrl: "data:,", durationMs: 1, gaps: [] } });
const other = "https://example.com/other";

test("on its own page all of a choice comes back, wherever on it the reader has gone", () => {
  for (const url of ["https://example.com/", "https://example.com/#below"]) expect(cameBack(ready, url)).toBe(ready);
});

test("on another page a picture, or a choice that was still being made, is told of as one of a page that was left", () => {
  for (const before of [ready, wanted({ state: "choosing" }), wanted({ state: "failed", message: TEXT.partLeft })]) {
    expect(cameBack(before, other)).toMatchObject({ quote: "", came: { state: "failed", message: TEXT.partLeft } });
  }
});

test("a reason that was found before stays, and who called it off hears nothing", () => {
  expect(cameBack(wanted({ state: "failed", message: TEXT.partMoves }), other)).toMatchObject({
    came: { message: TEXT.partMoves },
  });
  expect(cameBack(wanted({ state: "cancelled" }), other)).toBeUndefined();
});
