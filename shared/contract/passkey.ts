import * as z from "zod/mini";
import { nameSchema } from "./name.ts";
import { ID_PATTERN } from "./routes.ts";

/** How long a browser has to come back with an answer. */
export const CHALLENGE_SECONDS = 5 * 60;
/** How many a member may have. */
export const PASSKEYS_MOST = 20;

const encoded = z.string().check(z.regex(/^[\w-]{1,12000}$/, "must be base64url"));

/**
 * What browsers are given and give: WebAuthn's own JSON forms, `PublicKeyCredential.parseCreationOptionsFromJSON`, `toJSON()` and so on.
 * What they add to it is left alone.
 */
export const registrationOptionsSchema = z.looseObject({
  challenge: z.string(),
  rp: z.looseObject({ id: z.optional(z.string()), name: z.string() }),
  user: z.looseObject({ id: z.string(), name: z.string(), displayName: z.string() }),
});
export const signInOptionsSchema = z.looseObject({ challenge: z.string(), rpId: z.optional(z.string()) });

const credential = { id: encoded, rawId: encoded, type: z.literal("public-key") };

/** The body of `POST /v1/passkeys`: what the browser made of the options, and what to call it. */
export const addPasskeySchema = z.strictObject({
  name: nameSchema,
  response: z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: encoded,
      attestationObject: encoded,
      transports: z.optional(
        z.array(z.string().check(z.regex(/^[a-z-]{1,32}$/, "must be a transport"))).check(z.maxLength(10)),
      ),
    }),
  }),
});
export type AddPasskey = z.input<typeof addPasskeySchema>;

/** The body of `POST /v1/passkeys/sign-in`. */
export const passkeySignInSchema = z.strictObject({
  response: z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: encoded,
      authenticatorData: encoded,
      signature: encoded,
      userHandle: z.nullish(encoded),
    }),
  }),
});
export type PasskeySignIn = z.input<typeof passkeySignInSchema>;

export const passkeySchema = z.object({
  id: z.string().check(z.regex(ID_PATTERN)),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.nullable(z.iso.datetime()),
});
export type Passkey = z.output<typeof passkeySchema>;
export const passkeysSchema = z.object({ data: z.array(passkeySchema) });
export type Passkeys = z.output<typeof passkeysSchema>;
