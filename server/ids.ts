import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";

/**
 * Makes ids of records: 24 hexadecimal characters, ordered by the time they were made: 48 bits of milliseconds,
 * then 48 random bits, counted up within one millisecond so that one process's ids never go back.
 */
export const createIds = (clock: Clock, random: (size: number) => Buffer = randomBytes): (() => string) => {
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
