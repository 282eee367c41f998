import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";

/** What people call an app, a key, a member: one line, trimmed. */
export const nameSchema = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "must not be empty"),
    z.maxLength(LIMITS.name),
    z.regex(/^\P{Cc}*$/u, "must be one line without control characters"),
  );
