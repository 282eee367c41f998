import { LIMITS } from "../../shared/contract/limits.ts";
import { invalidOptions } from "./user-token-error.ts";

/** A secret that signs an app's user tokens. */
export type SigningSecret = {
  /** The id of the secret, as it was shown with it. A token that names one is tried with that one only. */
  kid?: string | undefined;
  /** The text as it was shown, or the key that `importSecret` made of it. */
  secret: string | CryptoKey;
};

const TOO_SHORT = `the signing secret is shorter than ${LIMITS.signingSecretBytes} bytes`;

/**
 * Makes the HS256 key of a signing secret: the bytes of its text as it stands. Worth keeping where many tokens are verified.
 *
 * @throws UserTokenError `invalid_options` when it is too short, has spaces around it, or is a key for something else.
 */
export const importSecret = async (secret: string | CryptoKey): Promise<CryptoKey> => {
  if (typeof secret !== "string") {
    const { name, hash, length } = (secret?.algorithm ?? {}) as {
      name?: string;
      hash?: { name: string };
      length?: number;
    };
    if (name !== "HMAC" || hash?.name !== "SHA-256" || length === undefined)
      throw invalidOptions("the signing secret is neither a text nor a key of HMAC with SHA-256");
    if (length < LIMITS.signingSecretBytes * 8) throw invalidOptions(TOO_SHORT);
    return secret;
  }
  if (secret !== secret.trim()) throw invalidOptions("the signing secret has spaces or line ends around it");
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < LIMITS.signingSecretBytes) throw invalidOptions(TOO_SHORT);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
};
