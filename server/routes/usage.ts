import { ROUTES } from "../../shared/contract/routes.ts";
import { storageQuerySchema, storageSchema, usageQuerySchema, usageSchema } from "../../shared/contract/usage.ts";
import { requireNamed } from "../named-here.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { readUsage } from "../usage/read-usage.ts";
import { REFUSED_ACCESS } from "./refused.ts";

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
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "usage:read")],
    async handle(context) {
      return context.json(await readUsage(services, actorOf(context), parseQuery(context, usageQuerySchema)));
    },
  },
  {
    method: "GET",
    path: ROUTES.usageStorage,
    tag: "Apps",
    summary: "What each app takes",
    description:
      "Bytes of records, pictures and files, and of what was tracked: users, events and chunks of recordings. It is measured when somebody asks, every ten minutes at most.",
    auth: "reader",
    query: storageQuerySchema,
    answers: { 200: { description: "By app, oldest first.", schema: storageSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "usage:read")],
    async handle(context) {
      const { app } = parseQuery(context, storageQuerySchema);
      await requireNamed(services, actorOf(context), { app });
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
