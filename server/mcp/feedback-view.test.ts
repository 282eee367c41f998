import { expect, test } from "vitest";
import type { Reply } from "../../shared/contract/reply.ts";
import { replyData, replyText } from "./feedback-view.ts";

const said = (visibility: Reply["visibility"], type: Reply["author"]["type"]): string =>
  replyText(
    replyData({
      id: "0".repeat(24),
      feedback: "0".repeat(24),
      visibility,
      content: "x",
      author: { type, id: "1", name: "Ann" },
      createdAt: "2026-01-01T12:00:00.000Z",
    }),
  );

test("a reply says which way it went: to the sender, from them, or to nobody outside the team", () => {
  expect(said("public", "member")).toMatch(/^To the sender, /);
  expect(said("public", "customer")).toMatch(/^From the sender, /);
  expect(said("internal", "key")).toMatch(/^Internal note, /);
});
