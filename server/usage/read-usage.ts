import type * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Usage, usageQuerySchema } from "../../shared/contract/usage.ts";
import { requireNamed } from "../named-here.ts";
import type { Actor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import { usageRows } from "./usage-answer.ts";

const DAY = 24 * 3_600_000;
const DEFAULT_DAYS = 30;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What the keys that this actor may see asked, by day. @throws Problem `invalid_query`, `not_found` */
export const readUsage = async (
  { store, clock, usage }: Pick<Services, "store" | "clock" | "usage">,
  actor: Actor,
  query: z.output<typeof usageQuerySchema>,
): Promise<Usage> => {
  const to = query.to ?? dayOf(clock.now());
  const from = query.from ?? dayOf(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY);
  const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  if (days < 1) throw new Problem("invalid_query", { issues: [{ path: "from", message: "must not be after to" }] });
  if (days > LIMITS.usageDays)
    throw new Problem("invalid_query", {
      issues: [{ path: "from", message: `ask for at most ${LIMITS.usageDays} days at once` }],
    });
  await usage.flush(); // what this process has counted is in the answer
  const counts = await store.usage.list(actor, { from, to, appId: query.app, keyId: query.key });
  if (counts.length === 0) await requireNamed({ store }, actor, { app: query.app, key: query.key });
  return { from, to, data: usageRows(counts) };
};
