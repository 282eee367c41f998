import * as z from "zod/mini";
import { CATEGORIES, ENVIRONMENTS, MODES } from "./enumerations.ts";
import { imageRelaySchema } from "./image-relay.ts";
import { LIMITS } from "./limits.ts";
import { nameSchema } from "./name.ts";
import { pageQuery } from "./page-query.ts";
import { rateOverridesSchema } from "./rate-overrides.ts";
import { ID_PATTERN } from "./routes.ts";
import { tagSchema } from "./submission.ts";

/** How an app's form looks and what it asks. Public: every visitor's browser reads it from `GET /v1/config`. */
export const appSettingsSchema = z.strictObject({
  form: z.optional(
    z.strictObject({
      /** Which categories are offered, in this order; none: the question is not asked. */
      categories: z.optional(z.array(z.enum(CATEGORIES)).check(z.maxLength(CATEGORIES.length))),
      rating: z.optional(z.boolean()),
      email: z.optional(z.enum(["ask", "off"])),
      screenshot: z.optional(z.enum(["ask", "off"])),
      /** Words that are offered to choose from, and sent as tags. */
      tags: z.optional(z.array(tagSchema).check(z.maxLength(LIMITS.tagsOffered))),
    }),
  ),
  theme: z.optional(
    z.strictObject({
      scheme: z.optional(z.enum(["auto", "light", "dark"])),
      accent: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #3451e0"))),
      position: z.optional(z.enum(["bottom-right", "bottom-left", "right", "left"])),
    }),
  ),
  /** For pictures: whose images the server fetches where a page cannot. Nobody's, unless it is said. */
  imageRelay: z.optional(imageRelaySchema),
  /** Sentences of the form in the app's own words, by their names. */
  texts: z.optional(
    z.record(z.string().check(z.regex(/^[a-z][A-Za-z0-9.]{0,63}$/)), z.string().check(z.maxLength(LIMITS.settingText))),
  ),
});
export type AppSettings = z.output<typeof appSettingsSchema>;

/** How many days feedback is kept, then it is deleted with all that belongs to it; `null`: for ever. */
const retentionDays = z.nullable(z.int().check(z.gte(1), z.lte(LIMITS.retentionDays)));

/** One app as the API returns it. */
export const appSchema = z.object({
  id: z.string().check(z.regex(ID_PATTERN)),
  name: z.string(),
  environment: z.enum(ENVIRONMENTS),
  mode: z.enum(MODES),
  settings: appSettingsSchema,
  limits: rateOverridesSchema,
  retentionDays,
  createdAt: z.iso.datetime(),
});
export type AppAnswer = z.output<typeof appSchema>;
/** One page, oldest first. */
export const appListSchema = z.object({ data: z.array(appSchema), nextCursor: z.nullable(z.string()) });
export type AppList = z.output<typeof appListSchema>;

/** The query of `GET /v1/apps`. */
export const appQuerySchema = z.strictObject({ ...pageQuery, environment: z.optional(z.enum(ENVIRONMENTS)) });
export type AppQuery = z.input<typeof appQuerySchema>;

/** The body of `POST /v1/apps`. The environment is chosen once: data of one is never seen with a key of the other. */
export const createAppSchema = z.strictObject({
  name: nameSchema,
  environment: z._default(z.enum(ENVIRONMENTS), "live"),
  mode: z._default(z.enum(MODES), "public"),
  settings: z.optional(appSettingsSchema),
  limits: z.optional(rateOverridesSchema),
  retentionDays: z.optional(retentionDays),
});
export type CreateApp = z.input<typeof createAppSchema>;

/** The body of `PATCH /v1/apps/{id}`: what is named is replaced whole, the rest stays. */
export const updateAppSchema = z.strictObject({
  name: z.optional(nameSchema),
  mode: z.optional(z.enum(MODES)),
  settings: z.optional(appSettingsSchema),
  limits: z.optional(rateOverridesSchema),
  retentionDays: z.optional(retentionDays),
});
export type UpdateApp = z.input<typeof updateAppSchema>;

/** The query of `DELETE /v1/apps/{id}`: the app's name, where it still holds feedback. */
export const deleteAppQuerySchema = z.strictObject({ confirm: z.optional(z.string().check(z.maxLength(256))) });
