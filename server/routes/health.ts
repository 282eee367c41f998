import * as z from "zod/mini";
import { ROUTES } from "../../shared/contract/routes.ts";
import { metricsReader } from "../policy/metrics-reader.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

export const healthRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.healthz,
    tag: "Operations",
    summary: "Is the server running",
    auth: "none",
    answers: { 200: { description: "It is.", schema: z.object({ status: z.literal("ok") }) } },
    errors: [],
    policies: [],
    handle: (context) => context.json({ status: "ok" }),
  },
  {
    method: "GET",
    path: ROUTES.readyz,
    tag: "Operations",
    summary: "Can the server store and read",
    description:
      "503 `unavailable` while the database or the storage of files is away: send the traffic elsewhere until it answers 200 again.",
    auth: "none",
    answers: { 200: { description: "It can.", schema: z.object({ status: z.literal("ready") }) } },
    errors: ["unavailable"],
    policies: [],
    async handle(context) {
      try {
        await Promise.all([services.store.check(), services.blobs.check()]);
      } catch (error) {
        services.log.error("not ready", { error: (error as Error).message });
        throw new Problem("unavailable", { retryAfter: 5 });
      }
      return context.json({ status: "ready" });
    },
  },
  {
    method: "GET",
    path: ROUTES.metrics,
    tag: "Operations",
    summary: "Figures in Prometheus' text format",
    description: "From this machine without a key, from elsewhere with one that has the scope `usage:read`.",
    auth: "reader",
    answers: { 200: { description: "The figures.", mediaTypes: ["text/plain"] } },
    errors: [
      "missing_authorization",
      "invalid_authorization",
      "unknown_app",
      "insufficient_scope",
      "secret_key_in_browser",
    ],
    policies: [metricsReader(services)],
    handle: async (context) =>
      context.body(await services.metrics.text(), 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }),
  },
];
