import * as z from "zod/mini";
import { appSettingsSchema } from "./app.ts";
import { MODES } from "./enumerations.ts";
import { ID_PATTERN } from "./routes.ts";

/** What `GET /v1/config` tells a publishable key about its app: nothing that a visitor may not know. */
export const publicConfigSchema = z.object({
  app: z.object({ id: z.string().check(z.regex(ID_PATTERN)), name: z.string() }),
  mode: z.enum(MODES),
  /** How the form looks and what it asks, where the app says so. */
  ...appSettingsSchema.shape,
});
export type PublicConfig = z.output<typeof publicConfigSchema>;
