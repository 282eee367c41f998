import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

/** A new signing secret: `whsec_` and 32 random bytes as base64. */
export const makeWebhookSecret = (random: (size: number) => Buffer = randomBytes): string =>
  PREFIX + random(32).toString("base64");

/** What is signed. `timestamp` is whole seconds since 1970. */
export type Signed = { id: string; timestamp: number; body: string };

/**
 * The value of `webhook-signature` as Standard Webhooks has it: for each secret `v1,` and the HMAC-SHA256 of `id.timestamp.body`,
 * joined by spaces. A receiver takes the message when one of them is right.
 */
export const signatures = (secrets: string[], { id, timestamp, body }: Signed): string =>
  secrets
    .map((secret) => createHmac("sha256", Buffer.from(secret.slice(PREFIX.length), "base64")))
    .map((hmac) => `v1,${hmac.update(`${id}.${timestamp}.${body}`).digest("base64")}`)
    .join(" ");
