import { beforeEach, expect, test } from "vitest";
import { database, indexedDbStorage } from "../../shared/transport/index.ts";
import { keptFiles } from "../../widget/attachments/kept-files.ts";
import type { HistoryEntry } from "../history/entry.ts";
import { handedFiles } from "./handed-files.ts";

const id = "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
const draft = "popup https://example.com";
const server = "https://feedback.example.com";
const text = (name: string, words: string) => new File([words], name, { type: "text/plain" });
const told = (...files: File[]) => ({
  draft,
  each: files.map(({ name, size, type }) => ({ name, size, type })),
});

beforeEach(
  () =>
    new Promise<void>((gone, stuck) => {
      const request = indexedDB.deleteDatabase("earshot");
      request.onsuccess = () => gone();
      request.onerror = () => stuck(request.error);
    }),
);

/** What the worker finds, of a form that has kept these. */
const take = async (kept: File[], handed: ReturnType<typeof told>, history: HistoryEntry[] = []) => {
  const ends = new AbortController();
  const db = database(indexedDB, ends.signal);
  await keptFiles(db, draft).keep(kept);
  const taken = handedFiles(db, { all: async () => history })(id, handed);
  await taken.catch(() => {});
  ends.abort();
  return taken;
};

test("the worker has the very files that the form told of, in their order", async () => {
  const files = [text("a.txt", "one"), text("b.txt", "two, longer")];
  const taken = await take(files, told(...files));
  const read = "files" in taken ? await Promise.all(taken.files.map((file) => file.text())) : taken;
  expect(read).toEqual(["one", "two, longer"]);
});

test.each<[string, File[]]>([
  ["none are there", []],
  ["another one is there", [text("other.txt", "one")]],
  ["one of another size is there", [text("a.txt", "one more")]],
  ["one more is there", [text("a.txt", "one"), text("b.txt", "two")]],
])("nothing is taken that the form did not tell of: %s", async (_what, kept) => {
  await expect(take(kept, told(text("a.txt", "one")))).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("who asks again finds it stored with its files, or sent, whatever the form has kept since", async () => {
  const handed = told(text("a.txt", "one"));
  const sent: HistoryEntry = { id, server, title: "", words: "", at: 1, state: "sent", feedback: "0".repeat(24) };
  expect(await take([], handed, [sent])).toEqual({ sent: "0".repeat(24) });
  const { feedback: _, ...unknown } = sent;
  expect(await take([], handed, [unknown])).toEqual({ sent: "" });

  const ends = new AbortController();
  const head = { id, server, key: "k", size: 1, createdAt: 1, attempts: 0, nextTryAt: 1, state: "waiting" as const };
  await indexedDbStorage(database(indexedDB, ends.signal)).add({ head, body: "{}" }, () => true);
  ends.abort();
  expect(await take([], handed, [unknown])).toEqual({ stored: true });
});
