import { expect, test } from "vitest";
import { withoutPrivateNumbers } from "./private-numbers.ts";

const clean = (text: string) => withoutPrivateNumbers(text, "removed");

test.each([
  ["Card declined: 4111111111111111.", "Card declined: removed."],
  ["card 4111\u00a01111\u00a01111\u00a01111 x", "card removed x"],
  ["4111  1111  1111  1111", "removed"],
  ["4111.1111.1111.1111", "removed"],
  ["4111_1111_1111_1111", "removed"],
  ["n=4111+1111+1111+1111", "n=removed"],
  ["3782 822463 10005", "removed"],
  ["order 12 4111 1111 1111 1111 3 of 5", "order 12 removed 3 of 5"],
  ["1732270000123 4111111111111111", "1732270000123 removed"],
  ["4111 1111 1111 1111, 4111111111111111", "removed, removed"],
  ["DE89+3704+0044+0532+0130+00", "removed"],
])(
  "numbers of cards and accounts are gone, however they are parted and whatever stands beside them: %s",
  (text, without) => {
    expect(clean(text)).toBe(without);
  },
);

test.each(["4111111111111112", "1732270000123", "41111111111111110000", "1.22.333.4444 of 2026-11-22 08:10", "0.5"])(
  "%s is no card",
  (text) => {
    expect(clean(text)).toBe(text);
  },
);
