/** Random bytes: `crypto.getRandomValues`, or anything of its shape. */
export type RandomBytes = (length: number) => Uint8Array;

/** A page may have taken `crypto` away. The key must be one of a kind, not a secret: so any chance does. */
const randomBytes: RandomBytes = (length) => {
  const bytes = new Uint8Array(length);
  return globalThis.crypto?.getRandomValues?.(bytes) ?? bytes.map(() => Math.random() * 256);
};

/** A UUID of version 4 and of the variant that begins with 8; each `x` is any hexadecimal digit: 120 bits of chance. */
const PATTERN = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";

/** A UUID (version 4). Made by hand because `crypto.randomUUID` is missing on pages served over http. */
export const newIdempotencyKey = (random: RandomBytes = randomBytes): string => {
  const bytes = random(PATTERN.length);
  return PATTERN.replace(/x/g, (_, at) => (bytes[at]! & 15).toString(16));
};
