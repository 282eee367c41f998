import { expect, test } from "vitest";
import { DELIVERY } from "../../shared/contract/limits.ts";
import { createQueue, database, indexedDbStorage } from "../../shared/transport/index.ts";
import { keptFiles } from "../../widget/attachments/kept-files.ts";
import { draftIn } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";
import { handedDrafts } from "./handed-draft.ts";

const world = async (written: string) => {
  const db = database(indexedDB);
  const name = `popup ${crypto.randomUUID()}`;
  const draft = draftIn(db, name);
  await draft.write({ ...NO_WORDS, content: written });
  await keptFiles(db, name).keep([new File(["x"], "a.txt")]);
  const { drafts, withAdd } = handedDrafts();
  const queue = createQueue({ storage: indexedDbStorage(db, withAdd) });
  const add = (content: string, of?: string, more: { files?: File[] } = {}) => {
    const id = crypto.randomUUID();
    if (of !== undefined) drafts.set(id, { name: of, content });
    return queue.add({ id, server: "https://example.com", key: "k", body: JSON.stringify({ content }), ...more });
  };
  const has = async () => [(await draft.read())?.content, (await keptFiles(db, name).read()).length];
  return { name, add, has };
};

test("what came into the outbox is no draft any more, nor are its files", async () => {
  const { name, add, has } = await world("Said, \n");
  await add("Said,", name); // as a submission has it: trimmed
  expect(await has()).toEqual([undefined, 0]);
});

test("what was written since stays, and so does what is not said to have become it", async () => {
  const { name, add, has } = await world("Said");
  await add("Said before", name);
  await add("Said", `${name} of another site`);
  await add("Said");
  expect(await has()).toEqual(["Said", 1]);
});

test("what does not come into the outbox stays a draft", async () => {
  const { name, add, has } = await world("Said");
  await expect(add("Said", name, { files: [new File([new Uint8Array(DELIVERY.bytes)], "large")] })).rejects.toThrow();
  expect(await has()).toEqual(["Said", 1]);
});
