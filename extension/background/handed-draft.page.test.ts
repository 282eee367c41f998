import { expect, test } from "vitest";
import { database } from "../../shared/transport/index.ts";
import { draftIn } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";
import { handedDraft } from "./handed-draft.ts";

test("what was handed over is no draft any more, and what was written since stays", async () => {
  const db = database(indexedDB);
  const name = `popup ${crypto.randomUUID()}`;
  const draft = draftIn(db, name);
  const drop = handedDraft(db);
  await draft.write({ ...NO_WORDS, content: "Said, \n" });
  await drop(name, "Said");
  expect((await draft.read())?.content).toBe("Said, \n");
  await drop(name, "Said,"); // as a submission has it: trimmed
  expect(await draft.read()).toBeUndefined();
  await drop(name, "Said,");
});
