import * as z from "zod/mini";
import { DIALECT_SCOPES, SCOPES } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { nameSchema } from "./name.ts";
import { pageQuery } from "./page-query.ts";
import { rateOverridesSchema } from "./rate-overrides.ts";
import { rotationGraceSchema } from "./rotation-grace.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN, "must be the id of a record"));
const kind = z.string().check(z.regex(/^[a-z][a-z-]{0,31}$/, "must be a kind of key, such as publishable or secret"));
const ALL_SCOPES = [...SCOPES, ...DIALECT_SCOPES] as const;
const scopes = z.array(z.enum(ALL_SCOPES)).check(z.minLength(1), z.maxLength(ALL_SCOPES.length));
const origins = z.array(z.string().check(z.maxLength(300))).check(z.maxLength(LIMITS.originsPerKey));

/** One key as the API returns it. Its text is not among the fields: it is not kept. */
export const keySchema = z.object({
  id,
  app: id,
  /** `publishable`, `secret`, or another kind that the server knows. */
  kind: z.string(),
  name: z.string(),
  /** Its prefix and its last four characters. */
  hint: z.string(),
  scopes: z.array(z.enum(ALL_SCOPES)),
  /** Of a kind that is made with a role instead of scopes: which one, and what the key is for. */
  role: z.nullable(z.string()),
  description: z.nullable(z.string()),
  allowedOrigins: z.array(z.string()),
  limits: rateOverridesSchema,
  /** The member it belongs to. */
  owner: id,
  createdAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.nullable(z.iso.datetime()),
  expiresAt: z.nullable(z.iso.datetime()),
  revokedAt: z.nullable(z.iso.datetime()),
  /** When it last arrived from a page although it is secret: revoke it. */
  leakedAt: z.nullable(z.iso.datetime()),
  /** The origin of the page that it arrived from, as far as the request said it. */
  leakedFrom: z.nullable(z.string()),
  /** The key that was made in its place. */
  replacedBy: z.nullable(id),
  /** The key in whose place it was made. */
  replaces: z.nullable(id),
  /** Of a key that was replaced with a grace: when that ends. */
  graceEndsAt: z.nullable(z.iso.datetime()),
  /** Of a key that was replaced: when somebody last used it all the same, to the minute. */
  lastUsedInGraceAt: z.nullable(z.iso.datetime()),
  /** Whether its text can be had again, from `/v1/keys/{id}/text`. */
  shownAgain: z.boolean(),
  /** What its owner should know, in sentences. */
  warnings: z.array(z.string()),
});
export type KeyAnswer = z.output<typeof keySchema>;
/** One page, oldest first. */
export const keyListSchema = z.object({ data: z.array(keySchema), nextCursor: z.nullable(z.string()) });
export type KeyList = z.output<typeof keyListSchema>;

/** The answer that makes a key: but for kinds that are shown again, the only one that ever holds its text. */
export const newKeySchema = z.extend(keySchema, { text: z.string() });
export type NewKeyAnswer = z.output<typeof newKeySchema>;

/** The answer to `GET /v1/keys/{id}/text`. */
export const keyTextSchema = z.object({ text: z.string() });
export type KeyText = z.output<typeof keyTextSchema>;

/** The body of `POST /v1/keys`. */
export const createKeySchema = z.strictObject({
  kind,
  name: nameSchema,
  /** Needed from a member; a key makes keys of its own app. */
  app: z.optional(id),
  /** Needed for a secret key; a publishable one may submit and nothing else. */
  scopes: z.optional(scopes),
  /** Needed for a kind of key that has roles, both of them. */
  role: z.optional(z.string().check(z.regex(/^[a-z][a-z-]{0,31}$/, "must be one of the roles of its kind"))),
  description: z.optional(
    z.string().check(z.trim(), z.minLength(1, "must not be empty"), z.maxLength(LIMITS.settingText)),
  ),
  /** Needed for a publishable key: an empty list is nobody, `*` is anybody. */
  allowedOrigins: z.optional(origins),
  expiresAt: z.optional(z.iso.datetime()),
  limits: z.optional(rateOverridesSchema),
});
export type CreateKey = z.input<typeof createKeySchema>;

/** The body of `PATCH /v1/keys/{id}`: what is named is replaced whole, the rest stays. */
export const updateKeySchema = z.strictObject({
  name: z.optional(nameSchema),
  scopes: z.optional(scopes),
  allowedOrigins: z.optional(origins),
  limits: z.optional(rateOverridesSchema),
});
export type UpdateKey = z.input<typeof updateKeySchema>;

/** The body of `POST /v1/keys/{id}/rotate`: how long the old key lives on; `null` is until it is revoked. */
export const rotateKeySchema = z.strictObject({
  graceSeconds: z._default(z.nullable(rotationGraceSchema), 0),
});
export type RotateKey = z.input<typeof rotateKeySchema>;

/** The query of `DELETE /v1/keys/{id}`. */
export const endKeyQuerySchema = z.strictObject({
  /** With it, a key that has ended is deleted for good; without it, the key is revoked and stays in the list. */
  forget: z.optional(z.literal("true", "must be true: with it, a key that has ended is deleted for good")),
});
export type EndKeyQuery = z.input<typeof endKeyQuerySchema>;

/** The query of `GET /v1/keys`. */
export const keyQuerySchema = z.strictObject({
  ...pageQuery,
  app: z.optional(id),
  kind: z.optional(kind),
  /** Those alone that are neither revoked nor expired. */
  live: z.optional(z.literal("true", "must be true: with it, keys that have ended are left out")),
});
export type KeyQuery = z.input<typeof keyQuerySchema>;

/**
 * The body of `POST /v1/apps/{id}/origins/test`. Without a key, all publishable keys of the app are asked. `entries` is a list that is
 * not saved yet: it is looked at instead of any key's.
 */
export const testOriginSchema = z
  .strictObject({
    origin: z.optional(z.string().check(z.minLength(1), z.maxLength(2_048))),
    key: z.optional(id),
    entries: z.optional(origins),
  })
  .check(
    z.refine(
      ({ origin, entries }) => origin !== undefined || entries !== undefined,
      "say an origin, or entries to look at",
    ),
  );
export type TestOrigin = z.input<typeof testOriginSchema>;

/** Would a request from this origin pass, and why. */
export const originTestSchema = z.object({
  /** `null` where entries alone were looked at. */
  origin: z.nullable(z.string()),
  /** With at least one of the keys, or by the entries that were handed over. */
  allowed: z.boolean(),
  /** The entry that would admit it; `null` where it passes already, and where none can. */
  admittedBy: z.nullable(z.string()),
  reason: z.string(),
  keys: z.array(
    z.object({
      id,
      name: z.string(),
      allowed: z.boolean(),
      /** The entry of this key that lets it pass. */
      entry: z.nullable(z.string()),
      reason: z.string(),
    }),
  ),
  /** Each of the entries that were handed over: as it would be kept, or `null`; and whom it admits, or why it cannot be kept. */
  entries: z.optional(z.array(z.object({ text: z.string(), entry: z.nullable(z.string()), reason: z.string() }))),
});
export type OriginTest = z.output<typeof originTestSchema>;
