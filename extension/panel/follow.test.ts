import { expect, test } from "vitest";
import type { Words } from "../../widget/draft.ts";
import { carry, isKnown, isSamePlace, type Written } from "./follow.ts";

/** What is kept of a message, in memory. */
const written = (content?: string, ...names: string[]): Written & { has(): [string | undefined, string[]] } => {
  let kept: Words | undefined = content === undefined ? undefined : { content, email: "" };
  let files: readonly File[] = names.map((name) => new File(["x"], name));
  return {
    has: () => [kept?.content, files.map(({ name }) => name)],
    words: {
      read: async () => kept,
      async write(words) {
        kept = words;
      },
      async drop(dropped) {
        if (kept?.content === dropped) kept = undefined;
      },
    },
    files: {
      read: async () => files,
      async keep(given) {
        files = given;
      },
    },
  };
};

test("the form goes on as it is on other pages of a site, and not in another tab or on another site", () => {
  const tab = { id: 1, url: "https://example.com/a" };
  expect(isSamePlace(tab, { id: 1, url: "https://example.com/b" })).toBe(true);
  expect(isSamePlace(tab, { id: 2, url: "https://example.com/a" })).toBe(false);
  expect(isSamePlace(tab, { id: 1, url: "https://other.example/" })).toBe(false);
  expect(isSamePlace(tab, { id: 1 })).toBe(false);
  expect(isSamePlace({ id: 1 }, { id: 1 })).toBe(true);
});

test("of a tab whose address the browser does not tell nothing is known", () => {
  expect([isKnown({ id: 1 }), isKnown({ id: 1, url: "chrome://version" })]).toEqual([false, true]);
});

test("words and files go along to the site they turn out to be about", async () => {
  const [from, to] = [written("Before the click", "a.txt"), written()];
  await carry(from, to);
  expect([from.has(), to.has()]).toEqual([
    [undefined, []],
    ["Before the click", ["a.txt"]],
  ]);
});

test("files go along by themselves, too", async () => {
  const [from, to] = [written(undefined, "a.txt"), written()];
  await carry(from, to);
  expect([from.has(), to.has()]).toEqual([
    [undefined, []],
    [undefined, ["a.txt"]],
  ]);
});

test.each([
  ["other words are there", written("Mine", "a.txt"), written("Other words")],
  ["other files are there", written("Mine", "a.txt"), written(undefined, "b.txt")],
  ["there is nothing", written(), written()],
])("all of it stays where it is when %s: no file without its words", async (_, from, to) => {
  const before = [from.has(), to.has()];
  await carry(from, to);
  expect([from.has(), to.has()]).toEqual(before);
});

test("words go along though the files cannot be read", async () => {
  const [from, to] = [written("Mine", "a.txt"), written()];
  await carry({ ...from, files: { ...from.files, read: () => Promise.reject(new Error("no storage")) } }, to);
  expect(to.has()).toEqual(["Mine", []]);
});
