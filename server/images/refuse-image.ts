import { Problem } from "../problems.ts";

/** Refuses a picture. @throws Problem `invalid_image`, always. */
export const refuseImage = (reason: string): never => {
  throw new Problem("invalid_image", { reason });
};

/** A cut-off or lying structure. @throws Problem `invalid_image`, always. */
export const damaged = (what: string): never => refuseImage(`it is damaged: ${what}`);

/**
 * A part of the picture's bytes, never beyond its end.
 *
 * @throws Problem `invalid_image` when the picture ends before.
 */
export const part = (bytes: Buffer, from: number, length: number): Buffer =>
  from + length <= bytes.length ? bytes.subarray(from, from + length) : damaged("it ends too early");
