import * as z from "zod/mini";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Route } from "../route.ts";

export const healthRoutes = (): Route[] => [
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
];
