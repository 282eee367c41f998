import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { usageQuerySchema, usageSchema } from "../../shared/contract/usage.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { usageRows } from "../usage/usage-answer.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const DAY = 24 * 3_600_000;
const DEFAULT_DAYS = 30;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const usageRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.usage,
    tag: "Apps",
    summary: "What each key asked, by day",
    description:
      "Requests, those refused by code, and those refused because there were too many. Days are UTC, both included; without any, the last 30. Counts reach the database every few seconds: a crash may lose those, a stop does not.",
    auth: "reader",
    query: usageQuerySchema,
    answers: { 200: { description: "Newest day first.", schema: usageSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query"],
    policies: [access(services, "usage:read")],
    async handle(context) {
      const { store, clock, usage } = services;
      const query = parseQuery(context, usageQuerySchema);
      const to = query.to ?? dayOf(clock.now());
      const from = query.from ?? dayOf(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY);
      const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
      if (days < 1) throw new Problem("invalid_query", { issues: [{ path: "from", message: "must not be after to" }] });
      if (days > LIMITS.usageDays)
        throw new Problem("invalid_query", {
          issues: [{ path: "from", message: `ask for at most ${LIMITS.usageDays} days at once` }],
        });
      await usage.flush(); // what this process has counted is in the answer
      const counts = await store.usage.list(actorOf(context), { from, to, appId: query.app, keyId: query.key });
      return context.json({ from, to, data: usageRows(counts) });
    },
  },
];
