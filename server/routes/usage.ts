import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { storageQuerySchema, storageSchema, usageQuerySchema, usageSchema } from "../../shared/contract/usage.ts";
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
  {
    method: "GET",
    path: ROUTES.usageStorage,
    tag: "Apps",
    summary: "What each app's feedback takes",
    description: "Bytes of records, pictures and files. It is measured when somebody asks, every ten minutes at most.",
    auth: "reader",
    query: storageQuerySchema,
    answers: { 200: { description: "By app, oldest first.", schema: storageSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query"],
    policies: [access(services, "usage:read")],
    async handle(context) {
      const { app } = parseQuery(context, storageQuerySchema);
      const apps = (await services.store.apps.list(actorOf(context))).filter(
        ({ id }) => app === undefined || id === app,
      );
      const data = await Promise.all(
        apps.map(async ({ id }) => {
          const { measuredAt, ...parts } = await services.storage.of(id);
          const bytes = Object.values(parts).reduce((total, part) => total + part.bytes, 0);
          return { app: id, bytes, ...parts, measuredAt: new Date(measuredAt).toISOString() };
        }),
      );
      return context.json({ data });
    },
  },
];
