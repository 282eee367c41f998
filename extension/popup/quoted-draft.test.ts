import { expect, test } from "vitest";
import type { DraftStore, Words } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";
import { quoting } from "./quoted-draft.ts";

const QUOTE = "> this\n\n";
const words = (content: string): Words => ({ ...NO_WORDS, content });

/** A draft as the database keeps it: nothing written, nothing kept. */
const draft = (kept: Words | undefined = undefined): DraftStore => ({
  read: async () => kept,
  write: async (words) => {
    kept = words.content ? words : undefined;
  },
  drop: async () => {
    kept = undefined;
  },
});
const contentIn = async (draft: DraftStore) => (await draft.read())?.content;

test("what was pointed out begins a message, or ends one that is being written, and is kept once its author writes", async () => {
  const empty = draft();
  expect(await contentIn(quoting(QUOTE).into(empty))).toBe(QUOTE);
  expect(await empty.read()).toBeUndefined();
  expect(await contentIn(quoting(QUOTE).into(draft(words("Before"))))).toBe(`Before\n\n${QUOTE}`);
  expect(await contentIn(quoting(QUOTE).into(draft(words(`${QUOTE}and more`))))).toBe(`${QUOTE}and more`);
});

test("what its author took out does not come back: not to another form over the same words, nor to the popup after a choice in the page", async () => {
  for (const left of ["Something else", ""]) {
    const kept = draft();
    const quote = quoting(QUOTE);
    await quote.into(kept).write(words(left));
    expect((await contentIn(quote.into(kept))) ?? "").toBe(left);
    expect(quote.now()).toBe("");
    expect((await contentIn(quoting("", quote.now()).into(kept))) ?? "").toBe(left);
  }
});

test("what the form before began with is there again while there is no draft, and not beside one", async () => {
  const quote = quoting("", QUOTE);
  expect(quote.now()).toBe(QUOTE);
  expect(await contentIn(quote.into(draft()))).toBe(QUOTE);
  expect(await contentIn(quote.into(draft(words("Something else"))))).toBe("Something else");
});

test("it was said once its message is sent", async () => {
  const quote = quoting(QUOTE);
  const kept = draft();
  await quote.into(kept).drop(QUOTE);
  expect(await quote.into(kept).read()).toBeUndefined();
});

test("where nothing was pointed out the draft is as it is", async () => {
  expect(await quoting("").into(draft()).read()).toBeUndefined();
});
