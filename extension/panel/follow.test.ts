import { expect, test } from "vitest";
import type { DraftStore, Words } from "../../widget/draft.ts";
import { carry, carryFiles, isKnown, isSamePlace } from "./follow.ts";

const draft = (content?: string): DraftStore & { content(): string | undefined } => {
  let kept: Words | undefined = content === undefined ? undefined : { content, email: "" };
  return {
    content: () => kept?.content,
    read: async () => kept,
    async write(words) {
      kept = words;
    },
    async drop(dropped) {
      if (kept?.content === dropped) kept = undefined;
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

test("words go along to the site they turn out to be about", async () => {
  const [from, to] = [draft("Before the click"), draft()];
  await carry(from, to);
  expect([from.content(), to.content()]).toEqual([undefined, "Before the click"]);
});

test.each([
  ["others are there already", draft("Mine"), draft("Other words"), ["Mine", "Other words"]],
  ["there are none", draft(), draft(), [undefined, undefined]],
])("words stay where they are when %s", async (_, from, to, after) => {
  await carry(from, to);
  expect([from.content(), to.content()]).toEqual(after);
});

test("files go along too, unless there are others", async () => {
  const keeping = (...names: string[]) => {
    let files: readonly File[] = names.map((name) => new File(["x"], name));
    return {
      names: () => files.map(({ name }) => name),
      read: async () => files,
      async keep(kept: readonly File[]) {
        files = kept;
      },
    };
  };
  const [from, to, taken] = [keeping("a.txt"), keeping(), keeping("b.txt")];
  await carryFiles(from, taken);
  expect([from.names(), taken.names()]).toEqual([["a.txt"], ["b.txt"]]);
  await carryFiles(from, to);
  expect([from.names(), to.names()]).toEqual([[], ["a.txt"]]);
});
