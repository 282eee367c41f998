import type { EventType } from "../contract/enumerations.ts";
import type { Feedback } from "../contract/record.ts";
import type { Reply } from "../contract/reply.ts";
import { EarshotError } from "../errors.ts";

type Told<Type extends string, Data> = {
  type: Type;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: Data;
};

/** What a webhook is told: what happened, and the record as it was when it was told. */
export type WebhookEvent =
  | Told<"feedback.created" | "feedback.updated", Feedback>
  | Told<"feedback.deleted", { id: string; app: string }>
  | Told<"reply.created", Reply>
  | Told<
      | Exclude<EventType, "feedback.created" | "feedback.updated" | "feedback.deleted" | "reply.created">
      | "webhook.test",
      Record<string, unknown>
    >;

/** The headers of a request: of the Fetch API, or as Node has them. */
export type WebhookHeaders = Pick<Headers, "get"> | Record<string, string | string[] | undefined>;

export type VerifyOptions = {
  /** Milliseconds since 1970, to hold the timestamp against. @default Date.now */
  now?: () => number;
  /** How many seconds the timestamp may be away from now, either way. @default 300 */
  toleranceSeconds?: number;
};

/** The signatures of the header, 32 bytes as base64 each; others, of other kinds, may stand beside them. */
const SIGNATURES = /(?:^| )v1,([A-Za-z\d+/]{43}=)/g;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/**
 * Checks that a webhook's request comes from your Earshot server, as Standard Webhooks has it, and gives what it tells. It takes
 * as long for a signature that is nearly right as for any other. The same event can come twice: `webhook-id` stays the same.
 *
 * @param body The body as it arrived, to the byte: not parsed, not written anew.
 * @param headers Those of the request.
 * @param secret As it was shown when the webhook was made: `whsec_` and more.
 * @throws {EarshotError} `invalid_signature` for what is not of your server, was changed on the way, or is too old;
 *   `invalid_options` for a secret that is none.
 */
export const verifyWebhook = async (
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string,
  { now = Date.now, toleranceSeconds = 300 }: VerifyOptions = {},
): Promise<WebhookEvent> => {
  const { subtle } = crypto;
  let key: CryptoKey;
  try {
    const bytes = bytesOf(secret.replace("whsec_", ""));
    key = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  } catch {
    throw new EarshotError("invalid_options", "secret must be the webhook's, as it was shown.");
  }
  const named =
    typeof headers.get === "function"
      ? (headers as Headers)
      : new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const timestamp = named.get("webhook-timestamp");

  const sent = new Blob([body as BlobPart]);
  const signed = await new Blob([`${named.get("webhook-id")}.${timestamp}.`, sent]).arrayBuffer();
  // What is no number is not near: no comparison with it is true.
  if (Math.abs(now() / 1_000 - Number(timestamp)) <= toleranceSeconds)
    for (const [, signature = ""] of String(named.get("webhook-signature")).matchAll(SIGNATURES))
      if (await subtle.verify("HMAC", key, bytesOf(signature), signed)) return JSON.parse(await sent.text());
  throw new EarshotError(
    "invalid_signature",
    "Not of your server, changed, or too old. Check the secret, the clock, and that the body is as it arrived.",
  );
};
