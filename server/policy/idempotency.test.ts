import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { submit, stored } = asking(() => stub);

test("the same idempotency key with the same body is one record and the same answer", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  const first = await submit({ content: "once" }, init);
  stub.clock.advance(60_000);
  const second = await submit({ content: "once" }, init);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get("idempotent-replay")).toBe("true");
  expect(first.headers.get("idempotent-replay")).toBeNull();
  expect(await second.json()).toEqual(await first.json());
  expect(await stored()).toHaveLength(1);
  expect(await problemOf(await submit({ content: "twice" }, init))).toMatchObject({
    status: 422,
    code: "idempotency_mismatch",
  });
  expect(await problemOf(await submit({ content: "x" }, { headers: { "Idempotency-Key": "7" } }))).toMatchObject({
    status: 400,
  });
});

test("twenty twins at once make one record; those in flight are told to ask again", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  const answers = await Promise.all(Array.from({ length: 20 }, () => submit({ content: "once" }, init)));
  for (const answer of answers) {
    if (answer.status === 201) continue;
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(await problemOf(answer)).toMatchObject({ status: 409, code: "idempotency_in_flight" });
  }
  expect(answers.some(({ status }) => status === 201)).toBe(true);
  expect(await stored()).toHaveLength(1);
});

test("a refused submission is not remembered: mended, it passes under the same key", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  expect((await submit({ content: "" }, init)).status).toBe(400);
  expect((await submit({ content: "mended" }, init)).status).toBe(201);
});

test("a UUID is the same in upper case", async () => {
  const id = randomUUID();
  const send = (key: string) => submit({ content: "once" }, { headers: { "Idempotency-Key": key } });
  expect((await send(id)).status).toBe(201);
  expect((await send(id.toUpperCase())).headers.get("idempotent-replay")).toBe("true");
});
