import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Random bytes, got from the system a thousand at a time: asking costs more than what is asked for. */
const randomInAdvance = (): ((size: number) => Buffer) => {
  const bytes = Buffer.alloc(1_024);
  let used = bytes.length;
  return (size) => {
    if (used + size > bytes.length) {
      randomFillSync(bytes);
      used = 0;
    }
    used += size;
    return bytes.subarray(used - size, used);
  };
};

/**
 * Makes ids of records: 24 hexadecimal characters, ordered by the time they were made: 48 bits of milliseconds,
 * then 48 random bits, counted up within one millisecond so that one process's ids never go back.
 */
export const createIds = (clock: Clock, random: (size: number) => Buffer = randomInAdvance()): (() => string) => {
  let lastTime = 0;
  let tail = 0;
  return () => {
    const time = Math.max(clock.now(), lastTime);
    // The top bit stays free, so that counting up within a millisecond cannot overflow.
    tail = time === lastTime ? tail + 1 : random(6).readUIntBE(0, 6) % 2 ** 47;
    lastTime = time;
    return time.toString(16).padStart(12, "0") + tail.toString(16).padStart(12, "0");
  };
};

/** When a record was made, as its id says: milliseconds since 1970. */
export const timeOfId = (id: string): number => Number.parseInt(id.slice(0, 12), 16);

/** The least id that a record made at this time or later can have. */
export const firstIdAt = (time: number): string =>
  Math.min(Math.max(0, Math.ceil(time)), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, "0")
    .padEnd(24, "0");
