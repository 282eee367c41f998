/**
 * The text of a key: prefix, 43 characters of base64url (32 random bytes), 6 base62 characters of CRC-32 over all before.
 * These patterns check the shape only; the server also checks the sum (`server/keys/key-text.ts`).
 */
export const PUBLISHABLE_KEY_PATTERN = /^ear_pub_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}$/;
export const SECRET_KEY_PATTERN = /^ear_sk_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}$/;
/** A connection token: the second secret of an extension, by which it reads replies. */
export const CONNECTION_TOKEN_PATTERN = /^ear_con_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}$/;
