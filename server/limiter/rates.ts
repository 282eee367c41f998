import { RATES, type RateName } from "../../shared/contract/limits.ts";
import type { RateOverrides } from "../../shared/contract/rate-overrides.ts";
import type { Rate } from "./limiter.ts";

/** The rate of this name: the server's, or what an app or a key was given instead, in requests a minute. */
export const rateOf = (name: RateName, overrides: RateOverrides): Rate => {
  const requests = (overrides as Partial<Record<RateName, number>>)[name];
  return requests === undefined ? RATES[name] : { requests, seconds: 60 };
};
