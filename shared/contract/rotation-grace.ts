import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";

const most = LIMITS.rotationGraceSeconds;

/** How long what was rotated works beside its successor, in seconds. */
export const rotationGraceSchema = z
  .int()
  .check(z.gte(0), z.lte(most, `must be at most ${most} seconds, which is ${most / 86_400} days`));
