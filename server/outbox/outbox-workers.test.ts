import { expect, test } from "vitest";
import { startReceiver } from "../../server-stub/receiver.ts";
import { LEASE_MS } from "./outbox.ts";
import { stageForEach } from "./outbox-stage.ts";

const stage = stageForEach();

test("two workers at once deliver everything once", async () => {
  const { store, receiver, start, addWebhook, submit } = stage();
  await addWebhook();
  await addWebhook(`${receiver.url}/second`);
  const ids = await Promise.all(Array.from({ length: 40 }, () => submit()));
  const [one, two] = [start(), start()];
  while ((await store.deliveries.countWaiting()) > 0) {
    one.wake();
    two.wake();
    await Promise.all([one.settled(), two.settled()]);
  }
  const got = receiver.received.map(({ path, headers }) => `${path} ${headers["webhook-id"]}`).sort();
  expect(got).toEqual(ids.flatMap((id) => [`/ ${id}`, `/second ${id}`]).sort());
});

test("one that never answers does not hold up the others", async () => {
  const { store, receiver, start, addWebhook, submit } = stage();
  const slow = await startReceiver();
  slow.answerWith(() => {});
  await addWebhook(slow.url);
  const quick = await addWebhook();
  for (let i = 0; i < 60; i++) await submit();
  start();
  await receiver.until(60);
  expect(slow.received.length).toBeLessThan(8);
  expect((await store.deliveries.list(quick.id, { limit: 100, before: undefined })).length).toBe(60);
  await slow.close();
});

test("stopping waits for what is under way and begins nothing new", async () => {
  const { store, receiver, start, addWebhook, submit, delivery } = stage();
  const webhook = await addWebhook();
  const outbox = start();
  let finish = (): void => {};
  receiver.answerWith((_request, response) => {
    finish = () => void response.writeHead(200).end();
  });
  const id = await submit();
  await receiver.until(1);
  let isStopped = false;
  const stopping = outbox.stop().then(() => {
    isStopped = true;
  });
  const late = await submit();
  outbox.wake();
  await store.check();
  expect(isStopped).toBe(false);
  finish();
  await stopping;
  expect(await delivery(webhook.id, id)).toMatchObject({ status: "delivered" });
  expect(await delivery(webhook.id, late)).toMatchObject({ status: "pending", attempts: 0 });
  expect(receiver.received).toHaveLength(1);
});

test("a worker that was too slow for its lease writes nothing over what another found out", async () => {
  const { clock, receiver, start, addWebhook, submit, delivery } = stage();
  const webhook = await addWebhook();
  const slow = start();
  let answerSlow = (): void => {};
  receiver.answerWith((_request, response) => {
    answerSlow = () => void response.writeHead(500).end();
  });
  const id = await submit();
  await receiver.until(1);
  receiver.answerWith(200);
  clock.advance(LEASE_MS);
  await start().settled();
  // Whichever of the two takes it up when the lease ends.
  await expect
    .poll(() => delivery(webhook.id, id), { timeout: 10_000 })
    .toMatchObject({ status: "delivered", attempts: 1 });
  answerSlow();
  await slow.settled();
  expect(await delivery(webhook.id, id)).toMatchObject({ status: "delivered", attempts: 1, statusCode: 200 });
});
