import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps secrets that must be had again (signing secrets, unlike keys, which are only compared): AES-256-GCM, with a fresh
 * nonce each, bound to what the secret is for, so that a sealed text cannot be moved to another row. And derives those that are to
 * come out the same again without being kept.
 */
export type Vault = {
  /** @param purpose What and whose it is, such as `webhook 0123…`. The same is needed to open it. */
  seal(text: string, purpose: string): Buffer;
  /** @throws when the bytes were changed, were sealed for another purpose, or with another key. */
  open(sealed: Uint8Array, purpose: string): string;
  /**
   * 32 bytes, the same for the same question, by HKDF-SHA-256. They are as hard to guess as the harder of the two: `from`, and our own key.
   *
   * @param from What only who asks can know. @param purpose What they are for: of another purpose they tell nothing.
   */
  derive(from: string, purpose: string): Buffer;
};

const NONCE = 12;
const TAG = 16;

/** @param key 32 bytes. */
export const createVault = (key: Buffer): Vault => ({
  seal(text, purpose) {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
    const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  },
  open(sealed, purpose) {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return decipher.update(bytes.subarray(NONCE + TAG), undefined, "utf8") + decipher.final("utf8");
  },
  // As its salt our key is that of the HMAC which the rest comes from.
  derive: (from, purpose) => Buffer.from(hkdfSync("sha256", from, key, `earshot ${purpose}`, 32)),
});

/** 32 bytes as base64 or base64url, however padded; `undefined` when it is anything else. */
export const parseVaultKey = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text.trim(), "base64");
  return /^[\w+/-]{43}=?$/.test(text.trim()) && bytes.length === 32 ? bytes : undefined;
};

/** The key as `readVaultKey` finds it, but nothing is made: `undefined` where there is none, or it is no key. */
export const findVaultKey = (dataFolder: string, given: Buffer | undefined): Buffer | undefined => {
  if (given) return given;
  try {
    return parseVaultKey(readFileSync(join(dataFolder, "secret.key"), "utf8"));
  } catch {
    return undefined;
  }
};

/**
 * The key of this installation: `EARSHOT_SECRET` where several processes share a database, else a file beside the data, made
 * on the first start and readable by its owner only. Without it, signing secrets cannot be read again.
 *
 * @throws Error when the file is not a key.
 */
export const readVaultKey = (dataFolder: string, given: Buffer | undefined): Buffer => {
  if (given) return given;
  const file = join(dataFolder, "secret.key");
  try {
    writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const key = parseVaultKey(readFileSync(file, "utf8"));
  if (!key) throw new Error(`${file} does not hold a key: restore it from a backup`);
  return key;
};
