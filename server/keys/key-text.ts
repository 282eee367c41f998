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

/** Makes the text of a new key: the profile's prefix, 32 random bytes as base64url, the checksum. */
export const makeKeyText = (profile: Pick<KeyProfile, "prefix">, random: Buffer = randomBytes(32)): string => {
  const text = profile.prefix + random.toString("base64url");
  return text + checksum(text);
};

/** The profile of a well-formed key, or `undefined` when prefix, length, alphabet or checksum is wrong. */
export const profileOfKeyText = (
  text: string,
  profiles: readonly KeyProfile[] = KEY_PROFILES,
): KeyProfile | undefined => {
  const profile = profiles.find(({ prefix }) => text.startsWith(prefix));
  if (!profile || text.length !== profile.prefix.length + 49) return undefined;
  const secret = text.slice(profile.prefix.length, -6);
  return /^[\w-]{43}$/.test(secret) && checksum(text.slice(0, -6)) === text.slice(-6) ? profile : undefined;
};

/** What is stored of a secret text (key, sign-in token, session): its SHA-256. Enough for 256 random bits; nothing to reverse. */
export const hashOfSecret = (text: string): Buffer => hash("sha256", text, "buffer");

/** What may be shown of a key after its creation. */
export const hintOfKeyText = (text: string, profile: KeyProfile): string => `${profile.prefix}…${text.slice(-4)}`;
