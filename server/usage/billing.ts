import * as z from "zod/mini";
import { usageQuerySchema, usageRowSchema } from "../../shared/contract/usage.ts";
import type { Actor } from "../policy/access.ts";
import type { Services } from "../services.ts";
import { readUsage } from "./read-usage.ts";

export const billingQuerySchema = z.omit(usageQuerySchema, { app: true });

/** What a bill would rest on: by day what each key asked and brought; and the keys themselves. */
export const billingSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** `errors`: all that was not done. */
  data: z.array(z.extend(usageRowSchema, { errors: z.int() })),
  keys: z.array(
    z.object({ id: z.string(), name: z.string(), hint: z.string(), lastUsedAt: z.nullable(z.iso.datetime()) }),
  ),
});

/** @throws Problem `invalid_query` */
export const readBilling = async (
  services: Pick<Services, "store" | "clock" | "usage">,
  actor: Actor,
  query: z.output<typeof billingQuerySchema>,
): Promise<z.output<typeof billingSchema>> => {
  const [{ from, to, data }, keys] = await Promise.all([
    readUsage(services, actor, query),
    services.store.keys.list(actor),
  ]);
  return {
    from,
    to,
    data: data.map((row) => ({ ...row, errors: Object.values(row.refusals).reduce((sum, count) => sum + count, 0) })),
    keys: keys.map(({ id, name, hint, lastUsedAt }) => ({
      id,
      name,
      hint,
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
    })),
  };
};
