import * as z from "zod/mini";
import { EMAIL_ADDRESS } from "./email-address.ts";
import { LIMITS } from "./limits.ts";

/** A member's e-mail address, as it is compared: trimmed, NFC, in small letters. */
export const emailSchema = z
  .string()
  .check(
    z.trim(),
    z.normalize("NFC"),
    z.toLowerCase(),
    z.maxLength(LIMITS.customerEmail),
    z.regex(EMAIL_ADDRESS, "must be an e-mail address"),
    z.regex(/^\P{Cc}*$/u, "must be one line without control characters"),
  );
