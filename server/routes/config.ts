import { publicConfigSchema } from "../../shared/contract/public-config.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey } from "../policy/api-key.ts";
import { origin } from "../policy/origin.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { answerWithTag } from "./answer-with-tag.ts";

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
      context.header("Cache-Control", "private, max-age=60");
      // A browser keeps it by its address: another key's settings, or what another page may read, are another answer.
      context.header("Vary", "Authorization, Origin");
      return answerWithTag(context, { app: { id: app.id, name: app.name }, mode: app.mode, ...settings });
    },
  },
];
