import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsOf } from "./search.ts";

test("plain text has the words that it has beside other characters", () => {
  const plain = fc.stringMatching(/^[\n\r\t -~]{0,80}$/);
  fc.assert(
    fc.property(plain, (text) => {
      expect(wordsOf(`${text} é`)).toEqual([...new Set([...wordsOf(text), "e"])]);
    }),
  );
});

test("words are small, without accents, each once; scripts without spaces give a word a character", () => {
  expect(wordsOf("Über-Größe 3x", "UBER", "東京 ok")).toEqual(["uber", "große", "3x", "東", "京", "ok"]);
});
