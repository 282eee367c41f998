import { afterEach, beforeEach, expect, test } from "vitest";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ErasedAnswer } from "../../shared/contract/customer.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import type { Blobs } from "../blobs/blobs.ts";
import { namesIn } from "../blobs/blobs-suite.ts";
import { sweepFiles } from "../uploads/sweep-files.ts";
import { PDF, uploading } from "../uploads/uploads-suite.ts";

let stub: Stub;
let isAway: boolean;
const failing = (blobs: Blobs): Blobs => ({
  ...blobs,
  delete: (name) => (isAway ? Promise.reject(new Error("the storage is away")) : blobs.delete(name)),
});
beforeEach(async () => {
  isAway = false;
  stub = await startStub({ withBlobs: failing });
});
afterEach(() => stub.close());
const { ask, submit, stored, sent, withFiles } = uploading(() => stub);

/** A feedback of Ann's with two files, and the customer that made her. */
const fromAnn = async (): Promise<Feedback> => {
  const files = [await sent(), await sent()];
  expect((await submit({ ...withFiles(...files), customerEmail: "ann@example.com" })).status).toBe(201);
  return (await stored())[0] ?? expect.fail("nothing is stored");
};
const files = () => namesIn(stub.services.blobs);
const erase = async (id: string | null): Promise<ErasedAnswer> =>
  (await (await ask(`/v1/customers/${id}?erase=true`, { method: "DELETE" })).json()) as ErasedAnswer;

test("when a person's erasure is answered, their files are gone from the storage, and nobody else's", async () => {
  const { customerId } = await fromAnn();
  const others = await sent(PDF);
  await submit(withFiles(others));
  expect(await files()).toHaveLength(3);
  expect(await erase(customerId)).toMatchObject({ erased: { feedback: 1, attachments: 2 }, filesDeleted: true });
  expect(await files()).toEqual([expect.stringContaining(others.id)]);
});

test("when a feedback's deletion is answered, its files are gone", async () => {
  const { id } = await fromAnn();
  expect((await ask(`/v1/feedback/${id}`, { method: "DELETE" })).status).toBe(204);
  expect(await files()).toEqual([]);
});

test("when the storage is away, the rows go, the answer says that the files have not, and the next sweep deletes them", async () => {
  const { customerId } = await fromAnn();
  isAway = true;
  expect(await erase(customerId)).toMatchObject({ erased: { feedback: 1 }, filesDeleted: false });
  expect(await stored()).toEqual([]);
  expect(await files()).toHaveLength(2);
  isAway = false;
  await sweepFiles(stub.services, false);
  expect(await files()).toEqual([]);
});
