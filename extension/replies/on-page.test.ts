import { expect, test } from "vitest";
import { EarshotError } from "../../shared/errors.ts";
import type { Say } from "../../widget/text.ts";
import { dispatcher, type Handlers } from "../background/dispatcher.ts";
import { workerDouble } from "../testing/worker-double.ts";
import type { OwnConversation } from "./in-worker.ts";
import { conversationsOnPage } from "./on-page.ts";

const ID = "0d6f3f5e-52a1-4a67-9a1e-0000000003f8";
const FEEDBACK = "000000000000000000000011";
const conversation: OwnConversation = {
  id: FEEDBACK,
  entry: ID,
  connection: "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d11",
  content: "words",
  createdAt: "2026-11-01T12:00:00.000Z",
  replies: [{ id: "000000000000000000000050", from: "team", content: "Hm?", createdAt: "2026-11-01T12:00:00.000Z" }],
};
const identity = { id: "abcdefghijklmnop", home: "chrome-extension://abcdefghijklmnop/" };
const KEY = "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";

const setUp = (handlers: Partial<Handlers>, draft?: string) => {
  const drafts = new Map(draft === undefined ? [] : [[`earshot:answer:${ID}`, draft]]);
  const seen: number[] = [];
  const { connect } = workerDouble(dispatcher(handlers as Handlers, identity), {
    id: identity.id,
    url: `${identity.home}extension/history/index.html`,
  });
  const page = conversationsOnPage({
    connect,
    marks: { seen: async (_, { replies }) => void seen.push(replies.length) },
    drafts: { getItem: (name) => drafts.get(name) ?? null, removeItem: (name) => void drafts.delete(name) },
    learn: async () => ((name: string) => name) as unknown as Say,
    changed: () => {},
  });
  return { page, seen, drafts };
};
const answered = { conversations: async () => ({ conversations: [conversation] }) };

test("a conversation counts as seen once it is on the screen, and again with each reply that is added", async () => {
  const reply = { id: "000000000000000000000051", from: "customer" as const, content: "Yes", createdAt: "" };
  const { page, seen } = setUp({ ...answered, answer: async () => reply });
  await page.look();
  expect([seen, page.opened(ID)]).toEqual([[], undefined]);
  expect(await page.open(ID)).toBe(true);
  await page.send(ID, "Yes", KEY);
  await page.send(ID, "Yes", KEY); // tried again, and it is the same
  expect(seen).toEqual([1, 2]);
  expect(page.opened(ID)?.replies.map(({ content }) => content)).toEqual(["Hm?", "Yes"]);
  page.close();
  expect(page.opened(ID)).toBeUndefined();
});

test("of two servers that name one id each entry has its own conversation, answer and unfinished words", async () => {
  const other = { ...conversation, entry: KEY, connection: "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d12", content: "theirs" };
  const asked: unknown[] = [];
  const { page } = setUp({
    conversations: async () => ({ conversations: [conversation, other] }),
    answer: async ({ connection, conversation }) => {
      asked.push([connection, conversation]);
      return { id: "000000000000000000000051", from: "customer" as const, content: "Yes", createdAt: "" };
    },
  });
  await page.look();
  await page.open(ID);
  expect([page.opened(ID), page.opened(KEY)]).toMatchObject([{ id: ID, content: "words" }, undefined]);
  await page.send(ID, "Yes", KEY);
  await page.open(KEY);
  expect([page.opened(ID), page.opened(KEY)]).toMatchObject([undefined, { id: KEY, content: "theirs" }]);
  expect(asked).toEqual([[conversation.connection, FEEDBACK]]);
});

test("what cannot be read is not opened; what was begun stays, but for what has arrived after all", async () => {
  const silent = setUp({ conversations: () => Promise.reject(new EarshotError("network_error", "away")) }, "mine");
  await expect(silent.page.look()).rejects.toMatchObject({ code: "network_error" });
  expect([await silent.page.open(ID), silent.drafts.size]).toEqual([false, 1]);
  const mine = {
    ...conversation.replies[0]!,
    id: "000000000000000000000052",
    from: "customer" as const,
    content: "Yes",
  };
  const arrived = { conversations: async () => ({ conversations: [{ ...conversation, replies: [mine] }] }) };
  for (const [draft, left] of [
    ["Yes ", 0],
    ["Yes, and more", 1],
  ] as const) {
    const { page, drafts } = setUp(arrived, draft);
    await page.look();
    await page.open(ID);
    expect([draft, drafts.size]).toEqual([draft, left]);
  }
});

test.each([
  ["invalid_authorization", "invalid_user_token"],
  ["public_disabled", "invalid_user_token"],
  ["network_error", "network_error"],
] as const)("a refusal by %s is told as one of %s", async (code, told) => {
  const refused = setUp({ ...answered, answer: () => Promise.reject(new EarshotError(code, "no")) });
  await refused.page.look();
  await expect(refused.page.send(ID, "x", KEY)).rejects.toMatchObject({ code: told });
});
