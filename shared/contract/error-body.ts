import * as z from "zod/mini";
import { ERROR_CODES } from "./errors.ts";

export const issueSchema = z.object({ path: z.string(), message: z.string() });

/** The schema of `ErrorBody`, for those who validate answers (the client) or document them (the server). */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    details: z.optional(z.union([z.array(issueSchema), z.record(z.string(), z.unknown())])),
    requestId: z.string(),
  }),
});
