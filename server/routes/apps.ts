import {
  appListSchema,
  appQuerySchema,
  appSchema,
  createAppSchema,
  deleteAppQuerySchema,
  updateAppSchema,
} from "../../shared/contract/app.ts";
import { originTestSchema, testOriginSchema } from "../../shared/contract/key.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { appAnswer, createApp, deleteApp, findApp, updateApp } from "../apps/app-management.ts";
import { testOrigin } from "../keys/test-origin.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

export const appRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.apps,
    tag: "Apps",
    summary: "List the apps, oldest first",
    description: "A member sees all of the organization's, a key its own.",
    auth: "reader",
    query: appQuerySchema,
    answers: { 200: { description: "One page.", schema: appListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "apps:read")],
    async handle(context) {
      const { environment, ...asked } = parseQuery(context, appQuerySchema);
      const { data, nextCursor } = await readPage(actorOf(context), asked, (page) =>
        services.store.apps.list(actorOf(context), { ...page, environment }),
      );
      return context.json({ data: data.map(appAnswer), nextCursor });
    },
  },
  {
    method: "POST",
    path: ROUTES.apps,
    tag: "Apps",
    summary: "Make an app",
    description:
      "A key makes apps of its own environment, and sees its own app only: make the new app's keys as a member.",
    auth: "reader",
    body: createAppSchema,
    example: { name: "Shop", environment: "live", mode: "public" },
    answers: { 201: { description: "The app. It has no key yet.", schema: appSchema } },
    errors: REFUSED_BODY,
    policies: [access(services, "apps:write")],
    async handle(context) {
      const wanted = await parseBody(context, createAppSchema, LIMITS.managementBodyBytes);
      return context.json(appAnswer(await createApp(services, actorOf(context), wanted)), 201);
    },
  },
  {
    method: "GET",
    path: ROUTES.app,
    tag: "Apps",
    summary: "Get one app",
    auth: "reader",
    answers: { 200: { description: "The app.", schema: appSchema } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "apps:read")],
    handle: async (context) =>
      context.json(appAnswer(await findApp(services, actorOf(context), context.req.param("id") ?? ""))),
  },
  {
    method: "PATCH",
    path: ROUTES.app,
    tag: "Apps",
    summary: "Change an app",
    description: "What is named is replaced whole. The environment stays as it was chosen.",
    auth: "reader",
    body: updateAppSchema,
    example: { mode: "private", limits: { privateSubmissions: 30 } },
    answers: { 200: { description: "The app as it is now.", schema: appSchema } },
    errors: [...REFUSED_BODY, "not_found"],
    policies: [access(services, "apps:write")],
    async handle(context) {
      const wanted = await parseBody(context, updateAppSchema, LIMITS.managementBodyBytes);
      const id = context.req.param("id") ?? "";
      return context.json(appAnswer(await updateApp(services, actorOf(context), id, wanted)));
    },
  },
  {
    method: "DELETE",
    path: ROUTES.app,
    tag: "Apps",
    summary: "Delete an app with its keys and all it holds",
    description: "An app that holds feedback is deleted only when `confirm` repeats its name.",
    auth: "reader",
    query: deleteAppQuerySchema,
    answers: { 204: { description: "It is gone, and its keys are refused from now on." } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found", "conflict"],
    policies: [access(services, "apps:write")],
    async handle(context) {
      const { confirm } = parseQuery(context, deleteAppQuerySchema);
      await deleteApp(services, actorOf(context), context.req.param("id") ?? "", confirm);
      return context.body(null, 204);
    },
  },
  {
    method: "POST",
    path: ROUTES.appOriginTest,
    tag: "Apps",
    summary: "Would this origin pass, and why",
    description:
      "Asks the allowed origins of one publishable key, or of all that the app has; with `entries`, a list that is not saved yet, of which each entry is told whether it can be. Nothing is changed or counted.",
    auth: "reader",
    body: testOriginSchema,
    example: { origin: "https://shop.example.com" },
    answers: { 200: { description: "The decision with its reason.", schema: originTestSchema } },
    errors: [...REFUSED_BODY, "not_found"],
    policies: [access(services, "apps:read", "manageKeys")],
    async handle(context) {
      const asked = await parseBody(context, testOriginSchema, LIMITS.managementBodyBytes);
      const id = context.req.param("id") ?? "";
      return context.json(
        await testOrigin(services, actorOf(context), {
          app: id,
          origin: asked.origin,
          key: asked.key,
          entries: asked.entries,
        }),
      );
    },
  },
];
