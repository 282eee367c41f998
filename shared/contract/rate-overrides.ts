import * as z from "zod/mini";
import { LIMITS, type RATES } from "./limits.ts";

const perMinute = z.optional(z.int().check(z.gte(1), z.lte(LIMITS.ratePerMinuteMost)));

/**
 * Limits of an app's or a key's own, in requests a minute. A key's go before its app's, and those before the server's; what is
 * not named stays as it is.
 */
export const rateOverridesSchema = z.strictObject({
  publicSubmissions: perMinute,
  publicUploads: perMinute,
  privateSubmissions: perMinute,
  privateUploads: perMinute,
  relayedImages: perMinute,
  secretKey: perMinute,
} satisfies Partial<Record<keyof typeof RATES, unknown>>);
export type RateOverrides = z.output<typeof rateOverridesSchema>;
