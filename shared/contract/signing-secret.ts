import * as z from "zod/mini";
import { ID_PATTERN } from "./routes.ts";

const known = {
  /** What a token names as its `kid`. */
  id: z.string().check(z.regex(ID_PATTERN)),
  createdAt: z.iso.datetime(),
  /** To the minute; `null` when no token was verified with it yet. */
  lastUsedAt: z.nullable(z.iso.datetime()),
};

/** A signing secret of an app as a list shows it: everything but the secret. */
export const signingSecretSchema = z.object(known);
export type SigningSecret = z.output<typeof signingSecretSchema>;

export const signingSecretListSchema = z.object({ data: z.array(signingSecretSchema) });
export type SigningSecretList = z.output<typeof signingSecretListSchema>;

/** A new signing secret. `secret`, as it stands, is the HS256 key of any JWT library; this is the only time it is shown. */
export const newSigningSecretSchema = z.object({ ...known, secret: z.string() });
export type NewSigningSecret = z.output<typeof newSigningSecretSchema>;
