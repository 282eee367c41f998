import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import { deliverySchema, webhookSchema, webhookWithSecretSchema } from "../../shared/contract/webhook.ts";
import { commandLine } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-cli-webhooks-"));
const EARSHOT_DATA = join(folder, "data");
const database = await ownDatabase(EARSHOT_DATA);
const { earshot, json, start } = commandLine({
  EARSHOT_DATA,
  ...settingsOf(database),
  PORT: "0",
  EARSHOT_WEBHOOK_HOSTS: "localhost",
});
let server: Awaited<ReturnType<typeof start>>;
let receiver: Receiver;
beforeAll(async () => {
  [server, receiver] = await Promise.all([start(), startReceiver()]);
}, 60_000);
afterAll(async () => {
  await Promise.all([server.stop(), receiver.close()]);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("a webhook is made, tested, replayed, rotated, switched off and deleted beside a running server", async () => {
  const url = `${receiver.url}/hooks`;
  const made = webhookWithSecretSchema.parse(await json("webhooks", "create", url, "--event", "feedback.created"));
  expect(made).toMatchObject({ app: null, enabled: true, events: ["feedback.created"] });
  const verified = (at: number, secret: string) => {
    const { body, headers } = receiver.received[at] ?? expect.fail();
    return new Verifier(secret).verify(body, headers) as { type: string };
  };

  const delivered = deliverySchema.parse(await json("webhooks", "test", url));
  expect(delivered).toMatchObject({ type: "webhook.test", status: "delivered", statusCode: 204, attempts: 1 });
  expect(verified(0, made.secret).type).toBe("webhook.test");

  receiver.answerWith(500);
  const failed = await earshot("webhooks", "test", made.id, "--json");
  expect(failed.code).toBe(1);
  const { id } = deliverySchema.parse(JSON.parse(failed.out));
  const forPeople = await earshot("webhooks", "test", made.id);
  expect([forPeople.code, forPeople.out]).toEqual([
    1,
    expect.stringMatching(/Not delivered: 500 in \d+ ms.*Mend the receiver, then: earshot webhooks replay/),
  ]);

  receiver.answerWith(204);
  expect(await json("webhooks", "replay", url, id)).toMatchObject({ id, status: "delivered" });
  const { data } = await json<{ data: unknown[] }>("webhooks", "deliveries", url, "--status", "delivered");
  expect(data.map((delivery) => deliverySchema.parse(delivery).id)).toEqual([id, delivered.id].sort().reverse());

  const rotated = webhookWithSecretSchema.parse(await json("webhooks", "rotate", url, "--grace", "1h"));
  expect(rotated.secret).not.toBe(made.secret);
  await json("webhooks", "test", url);
  const last = receiver.received.length - 1;
  expect([verified(last, rotated.secret).type, verified(last, made.secret).type]).toEqual([
    "webhook.test",
    "webhook.test",
  ]);

  const off = webhookSchema.parse(await json("webhooks", "disable", url));
  expect(off).toMatchObject({ enabled: false, disabledReason: "manual" });
  const refused = await earshot("webhooks", "test", url, "--json");
  expect(JSON.parse(refused.out)).toMatchObject({
    error: { code: "conflict", message: expect.stringMatching(/Switch it on/) },
  });
  expect(webhookSchema.parse(await json("webhooks", "enable", url)).enabled).toBe(true);

  const { out } = await earshot("webhooks", "list");
  expect(out).toMatch(/all +on +feedback\.created +http:\/\/localhost:\d+\/hooks/);
  expect(out).not.toContain(rotated.secret);
  expect(await json("webhooks", "delete", url)).toEqual({ id: made.id, url, deleted: true });
  expect(await json("webhooks", "list")).toEqual({ data: [], nextCursor: null });
}, 120_000);
