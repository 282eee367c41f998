import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { type Similar, similarSchema } from "../../shared/contract/similar.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);
const made = async (content: string, more: object = {}): Promise<string> => {
  stub.clock.advance(1_000);
  return ((await (await submit({ content }, more)).json()) as { id: string }).id;
};
const similar = async (id: string, query = ""): Promise<Similar["data"]> =>
  similarSchema.parse(await (await ask(`/v1/feedback/${id}/similar${query}`)).json()).data;

test("what says the same in other words comes first, chance comes not at all, and the same words are 1", async () => {
  const id = await made("The checkout total is wrong after I remove an item");
  const alike = await made("Removed an item and the checkout total was wrong");
  const same = await made("the CHECKOUT total is wrong, after I remove an item!");
  await made("I love the new colours of the page");
  const found = await similar(id);
  expect(found.map(({ id }) => id)).toEqual([same, alike]);
  expect(found[0]).toMatchObject({ score: 1, status: "new", content: expect.stringContaining("CHECKOUT") });
  expect(found[1]?.score).toBeGreaterThan(0.4);
  expect((await similar(id, "?limit=1")).map(({ id }) => id)).toEqual([same]);
});

test("a rare word tells more than common ones", async () => {
  for (let i = 0; i < 8; i++) await made(`please could the page have feature number ${i}`);
  const id = await made("please could the page print my invoice");
  const rare = await made("printing: no invoice");
  const [first] = await similar(id);
  expect(first?.id).toBe(rare);
});

test("itself, its duplicates, its original and their other duplicates are left out", async () => {
  const [original, one, two] = [
    await made("login button dead"),
    await made("login button dead"),
    await made("login button dead"),
  ];
  for (const id of [one, two]) await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { duplicateOf: original } });
  const other = await made("login button dead again");
  for (const id of [original, one, two]) expect((await similar(id)).map(({ id }) => id)).toEqual([other]);
});

test("texts in any script are compared, and one of nothing but signs is like none", async () => {
  const id = await made("報告画面が開きません");
  const alike = await made("報告画面が遅い");
  expect((await similar(id)).map(({ id }) => id)).toEqual([alike]);
  await made("!!! ???");
  expect(await similar(await made("??? !!!"))).toEqual([]);
  expect(await similar(await made(`"quoted" AND (OR) NOT* 'it''s' -- ; \\ : & | !`))).toEqual([]);
});

test("it is looked for in the same app alone, and only by who may see it", async () => {
  const other = await addTestApp(stub);
  const id = await made("login button dead");
  await made("login button dead", { key: other.secretKey, origin: null });
  expect(await similar(id)).toEqual([]);
  expect(await problemOf(await ask(`/v1/feedback/${id}/similar`, { key: other.secretKey }))).toMatchObject({
    status: 404,
  });
  expect((await ask(`/v1/feedback/${id}/similar?limit=21`)).status).toBe(400);
});
