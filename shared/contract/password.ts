import * as z from "zod/mini";
import { emailSchema } from "./email.ts";
import { PASSWORD_LEAST, PASSWORD_MOST_BYTES } from "./password-rules.ts";

/** A new password, NFC: two keyboards may write the same letter in two ways. */
export const passwordSchema = z.string().check(
  z.maxLength(PASSWORD_MOST_BYTES, `must be at most ${PASSWORD_MOST_BYTES} bytes`),
  z.normalize("NFC"),
  z.refine((text) => [...text].length >= PASSWORD_LEAST, `must have at least ${PASSWORD_LEAST} characters`),
  z.refine(
    (text) => new TextEncoder().encode(text).length <= PASSWORD_MOST_BYTES,
    `must be at most ${PASSWORD_MOST_BYTES} bytes`,
  ),
);

/** A password that is tried: whatever it is, it is only wrong. */
const triedPassword = z.string().check(z.minLength(1), z.maxLength(1_024), z.normalize("NFC"));

/** The body of `POST /v1/sign-in`. */
export const passwordSignInSchema = z.strictObject({ email: emailSchema, password: triedPassword });
export type PasswordSignIn = z.input<typeof passwordSignInSchema>;

/** The body of `PUT /v1/session/password`. */
export const changePasswordSchema = z.strictObject({
  /** Needed where there is a password already. */
  current: z.optional(triedPassword),
  next: passwordSchema,
});
export type ChangePassword = z.input<typeof changePasswordSchema>;

/** The answer of `GET /v1/session/password`. */
export const passwordStateSchema = z.object({ isSet: z.boolean() });
export type PasswordState = z.output<typeof passwordStateSchema>;
