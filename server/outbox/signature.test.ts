import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { makeWebhookSecret, signatures } from "./signature.ts";

test("a secret is whsec_ and 32 random bytes as base64", () => {
  expect(makeWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(makeWebhookSecret()).not.toBe(makeWebhookSecret());
});

test("a signature is byte for byte that of the published package, whatever is signed", () => {
  const seconds = fc.integer({ min: 0, max: 4_102_444_800 });
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(
      key,
      fc.string({ minLength: 1 }),
      seconds,
      fc.string({ unit: "binary" }),
      (bytes, id, timestamp, body) => {
        const secret = makeWebhookSecret(() => Buffer.from(bytes));
        return (
          signatures([secret], { id, timestamp, body }) ===
          new Webhook(secret).sign(id, new Date(timestamp * 1_000), body)
        );
      },
    ),
  );
});

test("with two secrets, a receiver that has either takes the message, and one that has neither does not", () => {
  const [before, after, foreign] = [makeWebhookSecret(), makeWebhookSecret(), makeWebhookSecret()];
  const body = '{"type":"feedback.created"}';
  const timestamp = Math.floor(Date.now() / 1_000);
  const headers = {
    "webhook-id": "0123",
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures([after, before], { id: "0123", timestamp, body }),
  };
  for (const secret of [before, after]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(foreign).verify(body, headers)).toThrow();
  expect(() => new Webhook(before).verify(`${body} `, headers)).toThrow();
});
