import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";

/** Digits alone: `0x10`, `1e1` and ` 16` are mistakes. What is no text stays as it is, for the check after. */
const wholeNumber = (value: unknown): unknown =>
  typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** A number in a query, from 1. */
export const wholeNumberTo = (most: number) => {
  const message = `must be a whole number, 1 to ${most}`;
  return z.pipe(z.transform(wholeNumber), z.int(message).check(z.gte(1, message), z.lte(most, message)));
};

/** What every list takes: how many, and where the page before ended. */
export const pageQuery = {
  limit: z._default(wholeNumberTo(LIMITS.listMost), LIMITS.listDefault),
  cursor: z.optional(z.string().check(z.maxLength(256))),
};
export const pageQuerySchema = z.strictObject(pageQuery);
export type PageQuery = z.input<typeof pageQuerySchema>;
