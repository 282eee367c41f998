import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { KEY_PROFILES, type KeyProfile } from "./key-profiles.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Six base62 characters of CRC-32: a mistyped key is refused without asking the database. */
const checksum = (text: string): string => {
  let rest = crc32(text);
  let digits = "";
  for (let i = 0; i < 6; i++) {
    digits = BASE62[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
};

/** Makes the text of a new key: the profile's prefix, 32 random bytes as base64url, the checksum where it has one. */
export const makeKeyText = (
  { prefix, isPlain }: Pick<KeyProfile, "prefix" | "isPlain">,
  random: Buffer = randomBytes(32),
): string => {
  const text = prefix + random.toString("base64url");
  return isPlain ? text : text + checksum(text);
};

const isTextOf = (text: string, { prefix, isPlain }: KeyProfile): boolean =>
  text.startsWith(prefix) &&
  text.length === prefix.length + (isPlain ? 43 : 49) &&
  /^[\w-]{43}$/.test(text.slice(prefix.length, prefix.length + 43)) &&
  (isPlain || checksum(text.slice(0, -6)) === text.slice(-6));

/** The profile of a well-formed key, or `undefined` when prefix, length, alphabet or checksum is wrong. */
export const profileOfKeyText = (
  text: string,
  profiles: readonly KeyProfile[] = KEY_PROFILES,
): KeyProfile | undefined => profiles.find((profile) => isTextOf(text, profile));

/** What is stored of a secret text (key, sign-in token, session): its SHA-256. Enough for 256 random bits; nothing to reverse. */
export const hashOfSecret = (text: string): Buffer => hash("sha256", text, "buffer");

/** What may be shown of a key after its creation. */
export const hintOfKeyText = (text: string, profile: KeyProfile): string => `${profile.prefix}…${text.slice(-4)}`;
