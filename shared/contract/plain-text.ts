import * as z from "zod/mini";

/** A text that every database, log and header can hold: no control characters, no half of a character; and not of spaces alone. */
export const plainText = (most: number, message = `must be a text of 1 to ${most} plain characters`) =>
  z.string(message).check(
    z.minLength(1, message),
    z.maxLength(most, message),
    z.refine((value) => value.trim() !== "" && value.isWellFormed() && !/\p{Cc}/u.test(value), message),
  );

/** How many bytes a value takes as JSON. What is nested too deeply to be written is too large. */
export const jsonBytes = (value: unknown): number => {
  try {
    return new TextEncoder().encode(JSON.stringify(value)).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};
