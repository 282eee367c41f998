import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp } from "../../server-stub/second-app.ts";
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

const DAY = 24 * 3_600_000;

test("an idempotency key is kept for 8 days, and is a new one once the hourly sweep has been", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  await submit({ content: "once" }, init);
  stub.clock.advance(8 * DAY - 1);
  await stub.services.store.sweep(stub.clock.now());
  expect((await submit({ content: "once" }, init)).headers.get("idempotent-replay")).toBe("true");
  stub.clock.advance(1);
  await stub.services.store.sweep(stub.clock.now());
  const later = await submit({ content: "another" }, init);
  expect([later.status, later.headers.get("idempotent-replay")]).toEqual([201, null]);
  expect(await stored()).toHaveLength(2);
});

test("two keys of an app, and two apps, know nothing of each other's idempotency keys", async () => {
  const headers = { "Idempotency-Key": randomUUID() };
  const { text } = await addSecretKey(stub, STUB_APP_ID);
  const { secretKey } = await addTestApp(stub);
  for (const [key, content] of [
    [stub.secretKey, "one"],
    [text, "two"],
    [secretKey, "three"],
  ] as const) {
    const answer = await submit({ content }, { key, origin: null, headers });
    expect([content, answer.status, answer.headers.get("idempotent-replay")]).toEqual([content, 201, null]);
  }
});

test("what failed inside is not remembered: the same request again is done", async () => {
  let isBroken = true;
  await stub.close();
  stub = await startStub({
    withStore: (store) => ({
      ...store,
      feedback: {
        ...store.feedback,
        accept: (feedback) => (isBroken ? Promise.reject(new Error("broken")) : store.feedback.accept(feedback)),
      },
    }),
  });
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  expect((await submit({ content: "once" }, init)).status).toBe(500);
  isBroken = false;
  const again = await submit({ content: "once" }, init);
  expect([again.status, again.headers.get("idempotent-replay")]).toEqual([201, null]);
});
