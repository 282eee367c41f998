/** Random bytes: `crypto.getRandomValues`, or anything of its shape. */
export type RandomBytes = (length: number) => Uint8Array;

/** A page may have taken `crypto` away. The key must be one of a kind, not a secret: so any chance does. */
const randomBytes: RandomBytes = (length) => {
  const bytes = new Uint8Array(length);
  return globalThis.crypto?.getRandomValues?.(bytes) ?? bytes.map(() => Math.random() * 256);
};

/** A UUID (version 4). Made by hand because `crypto.randomUUID` is missing on pages served over http. */
export const newIdempotencyKey = (random: RandomBytes = randomBytes): string => {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
