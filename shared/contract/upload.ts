import * as z from "zod/mini";
import { UPLOAD_KINDS, UPLOAD_TYPES } from "./enumerations.ts";
import { ID_PATTERN } from "./routes.ts";

/** What the sender wants to upload. The size is exact, in bytes; at most `LIMITS.attachmentBytes`. */
export const uploadRequestSchema = z.strictObject({
  contentType: z.enum(UPLOAD_TYPES),
  byteSize: z.int().check(z.gte(1)),
  kind: z.enum(UPLOAD_KINDS),
});
export type UploadRequest = z.input<typeof uploadRequestSchema>;

/** Where to send exactly these bytes, once, with these headers, until `expiresAt`. The address is a secret of its own. */
export const uploadSchema = z.object({
  id: z.string().check(z.regex(ID_PATTERN)),
  url: z.url(),
  method: z.literal("PUT"),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
});
export type Upload = z.output<typeof uploadSchema>;

/** The query of the address that an upload is sent to, where the server keeps files itself. */
export const uploadTokenSchema = z.strictObject({ token: z.string() });
