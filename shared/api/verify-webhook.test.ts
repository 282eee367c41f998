import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { verifyWebhook } from "./verify-webhook.ts";

const SECRET = `whsec_${randomBytes(32).toString("base64")}`;
const OTHER = `whsec_${randomBytes(32).toString("base64")}`;
const NOW = Date.UTC(2026, 0, 1, 12);
const BODY = '{"type":"feedback.deleted","timestamp":"2026-01-01T12:00:00.000Z","data":{"id":"ü€😀","app":"0"}}';

/** A request as the published package signs it. */
const signed = (body = BODY, at = NOW, secret = SECRET): Record<string, string> => ({
  "webhook-id": "0123",
  "webhook-timestamp": String(Math.floor(at / 1_000)),
  "webhook-signature": new Webhook(secret).sign("0123", new Date(at), body),
});
const verify = (headers: Record<string, string>, body: string | Uint8Array = BODY, secret = SECRET, now = NOW) =>
  verifyWebhook(body, headers, secret, { now: () => now });

test("what the published package signs is taken, as text and as bytes, with headers of every kind", async () => {
  const headers = signed();
  const written = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
  for (const body of [BODY, new TextEncoder().encode(BODY), Buffer.from(BODY)])
    for (const one of [headers, written, new Headers(headers)])
      expect(await verifyWebhook(body, one, SECRET, { now: () => NOW })).toEqual(JSON.parse(BODY));
});

test("while a secret is renewed, either of the two is enough", async () => {
  const both = [OTHER, SECRET].map((secret) => signed(BODY, NOW, secret)["webhook-signature"]).join(" ");
  const headers = { ...signed(), "webhook-signature": `v1a,whatever ${both}` };
  expect(await verify(headers)).toMatchObject({ type: "feedback.deleted" });
  expect(await verify(headers, BODY, OTHER)).toMatchObject({ type: "feedback.deleted" });
});

const right = signed()["webhook-signature"]!;
test.each<[string, Record<string, string>, string?]>([
  ["another body", signed(), BODY.replace("deleted", "created")],
  ["a body with a blank more", signed(), `${BODY} `],
  ["another id", { ...signed(), "webhook-id": "0124" }],
  ["another time", { ...signed(), "webhook-timestamp": String(NOW / 1_000 + 1) }],
  ["another secret's signature", signed(BODY, NOW, OTHER)],
  ["half a signature", { ...signed(), "webhook-signature": right.slice(0, 20) }],
  ["a signature of another kind", { ...signed(), "webhook-signature": right.replace("v1,", "v2,") }],
  ["a signature that is no base64", { ...signed(), "webhook-signature": "v1,???" }],
  ["an empty signature", { ...signed(), "webhook-signature": "v1," }],
  ["no signature", { ...signed(), "webhook-signature": "" }],
  ["no id", { ...signed(), "webhook-id": "" }],
  ["a time that is no number", { ...signed(), "webhook-timestamp": "NaN" }],
  ["no headers", {}],
])("%s is refused", async (_, headers, body = BODY) => {
  await expect(verify(headers, body)).rejects.toMatchObject({ name: "EarshotError", code: "invalid_signature" });
});

test("what is more than five minutes away from now is refused, either way; what is less is not", async () => {
  for (const away of [-300_000, 300_000]) {
    expect(await verify(signed(BODY, NOW + away))).toMatchObject({ type: "feedback.deleted" });
    const old = verify(signed(BODY, NOW + away + Math.sign(away) * 1_000));
    await expect(old).rejects.toMatchObject({ code: "invalid_signature" });
  }
});

test.each(["", "whsec_", "whsec_???"])("a secret that is none (%j) is told as such", async (secret) => {
  await expect(verify(signed(), BODY, secret)).rejects.toMatchObject({ code: "invalid_options" });
});
