import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { submit, stored } = asking(() => stub);

test("a foreign origin is refused with the entry that would admit it, and nothing is stored", async () => {
  expect(await problemOf(await submit({ content: "x" }, { origin: "https://evil.example" }))).toMatchObject({
    status: 403,
    code: "origin_not_allowed",
    details: { origin: "https://evil.example", admittedBy: "evil.example" },
  });
  expect(await problemOf(await submit({ content: "x" }, { origin: null }))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await problemOf(await submit({ content: "x" }, { origin: "null" }))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await stored()).toEqual([]);
});
