import { beforeEach, expect, test } from "vitest";
import { database } from "../shared/transport/database.ts";
import { draftIn } from "./draft.ts";

const NAME = `test-${crypto.randomUUID()}`;

/** A tab of its own, as a Storage that other tabs do not see. */
const openTab = () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  return () => draftIn(database(indexedDB), NAME, storage as Storage); // each call is a reload
};
const words = (content: string) => ({ content, email: "" });

beforeEach(() => draftIn(database(indexedDB), NAME).write(words("")));

test("a text in one tab survives that another one writes and sends its own", async () => {
  const [a, b] = [openTab(), openTab()];
  await a().write(words("from A"));
  const inB = b();
  await inB.write(words("from B"));
  await inB.drop("from B");
  expect((await a().read())?.content).toBe("from A");
  expect(await b().read()).toBeUndefined();
});

test("a text outlives its tab, until it is sent", async () => {
  await openTab()().write(words("half a thought"));
  const later = openTab()();
  expect((await later.read())?.content).toBe("half a thought");
  await later.drop("half a thought");
  expect(await openTab()().read()).toBeUndefined();
});

test("what was written since is not dropped with what was sent", async () => {
  const draft = openTab()();
  await draft.write(words("sent"));
  void draft.write(words("newer"));
  await draft.drop("sent");
  expect((await draft.read())?.content).toBe("newer");
  await draft.write(words(""));
  expect(await draft.read()).toBeUndefined();
});
