import { createHash } from "node:crypto";
import { publicConfigSchema } from "../../shared/contract/public-config.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey } from "../policy/api-key.ts";
import { origin } from "../policy/origin.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

export const configRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.config,
    tag: "Apps",
    summary: "Get the public settings of the key's app",
    description: "Nothing in it is secret. Ask again with `If-None-Match` and the `ETag` you have.",
    auth: "publishable-or-secret",
    answers: {
      200: {
        description: "The settings.",
        schema: publicConfigSchema,
        headers: { ETag: "Changes with the settings." },
      },
      304: { description: "What you have is current." },
    },
    errors: [
      "missing_authorization",
      "invalid_authorization",
      "unknown_app",
      "origin_not_allowed",
      "secret_key_in_browser",
    ],
    policies: [apiKey(services), origin()],
    async handle(context) {
      const { app } = context.get("key");
      const settings = (await services.store.apps.find(actorOf(context), app.id))?.settings;
      const body = JSON.stringify({ app: { id: app.id, name: app.name }, mode: app.mode, ...settings });
      const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
      context.header("ETag", etag);
      context.header("Cache-Control", "private, max-age=60");
      if (context.req.header("If-None-Match") === etag) return context.body(null, 304);
      return context.body(body, 200, { "Content-Type": "application/json" });
    },
  },
];
