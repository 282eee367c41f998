import { expect, test } from "vitest";
import { quoteOf } from "./menus.ts";

test("a message begins with what was selected, as a quotation", () => {
  expect(quoteOf({ selectionText: " Total: 12\nVAT: 3 " })).toBe("> Total: 12\n> VAT: 3\n\n");
  const long = quoteOf({ selectionText: "x".repeat(9_000) });
  expect(long).toBe(`> ${"x".repeat(500)}…\n\n`);
});

test("of an image its address is told, without its private parts; of a drawn one nothing", () => {
  expect(quoteOf({ srcUrl: "https://shop.example/a.png?token=abc&w=2" })).toBe(
    "Image: https://shop.example/a.png?token=removed&w=2\n\n",
  );
  expect(quoteOf({ srcUrl: "data:image/png;base64,AAAA" })).toBe("");
  expect(quoteOf({})).toBe("");
});
