import type * as z from "zod/mini";
import type { AppAnswer, AppSettings, createAppSchema, updateAppSchema } from "../../shared/contract/app.ts";
import { imageHostProblem } from "../images/image-host-problem.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { AppRecord } from "../store/apps.ts";

export type AppServices = Pick<Services, "store" | "clock" | "makeId" | "signingSecrets" | "webhookHosts">;

/** An app as the API and the command line show it. */
export const appAnswer = ({
  id,
  name,
  environment,
  mode,
  settings,
  limits,
  retentionDays,
  createdAt,
}: AppRecord): AppAnswer => ({
  id,
  name,
  environment,
  mode,
  settings,
  limits,
  retentionDays,
  createdAt: new Date(createdAt).toISOString(),
});

/** The app of this id, where this actor may see it. @throws Problem `not_found` */
export const findApp = async ({ store }: Pick<AppServices, "store">, actor: Actor, id: string): Promise<AppRecord> => {
  const app = await store.apps.find(actor, id);
  if (!app) throw new Problem("not_found", { what: "app" });
  return app;
};

/** What the schema cannot tell: whether images may come from there. @throws Problem `invalid_body` */
const checkSettings = async ({ webhookHosts }: AppServices, settings: AppSettings | undefined): Promise<void> => {
  const checks = (settings?.imageRelay?.hosts ?? []).map(async (host, at) => {
    const message = await imageHostProblem(host, webhookHosts);
    return message === undefined ? [] : [{ path: `settings.imageRelay.hosts.${at}`, message }];
  });
  const issues = (await Promise.all(checks)).flat();
  if (issues.length > 0) throw new Problem("invalid_body", { issues });
};

/**
 * Makes an app. A key makes apps of its own environment only, and does not see what it made: keys see their own app.
 *
 * @throws Problem `invalid_body`
 */
export const createApp = async (
  services: AppServices,
  actor: Actor,
  { name, environment, mode, settings = {}, limits = {}, retentionDays = null }: z.output<typeof createAppSchema>,
): Promise<AppRecord> => {
  const { store, clock, makeId, signingSecrets } = services;
  await checkSettings(services, settings);
  const own = actor.appId === null ? undefined : await store.apps.find(actor, actor.appId);
  if (own && own.environment !== environment)
    throw new Problem("invalid_body", {
      issues: [{ path: "environment", message: `a key of a ${own.environment} app makes ${own.environment} apps` }],
    });
  const app: AppRecord = {
    id: makeId(),
    organizationId: actor.organizationId,
    name,
    environment,
    mode,
    settings,
    limits,
    retentionDays,
    createdAt: clock.now(),
  };
  await store.apps.add(app, notedFor({ clock, makeId }, actor));
  if (mode === "private") await signingSecrets.ensure(app.id);
  return app;
};

/** Changes what is named. @throws Problem `not_found`, `invalid_body` */
export const updateApp = async (
  services: AppServices,
  actor: Actor,
  id: string,
  { name, mode, settings, limits, retentionDays }: z.output<typeof updateAppSchema>,
): Promise<AppRecord> => {
  await findApp(services, actor, id);
  await checkSettings(services, settings);
  await services.store.apps.update(
    id,
    {
      ...(name === undefined ? {} : { name }),
      ...(mode === undefined ? {} : { mode }),
      ...(settings === undefined ? {} : { settings }),
      ...(limits === undefined ? {} : { limits }),
      ...(retentionDays === undefined ? {} : { retentionDays }),
    },
    notedFor(services, actor),
  );
  if (mode === "private") await services.signingSecrets.ensure(id);
  return findApp(services, actor, id);
};

/**
 * Removes an app, its keys and all that was kept for it. One that holds feedback, or what was tracked, goes only when its name is repeated.
 *
 * @param confirm The app's name. @throws Problem `not_found`, `conflict`
 */
export const deleteApp = async (
  services: AppServices,
  actor: Actor,
  id: string,
  confirm: string | undefined,
): Promise<void> => {
  const { store } = services;
  const { name } = await findApp(services, actor, id);
  if (confirm !== undefined && confirm !== name)
    throw new Problem("conflict", {
      reason: `The app is not called that. Nothing was deleted: repeat its name exactly.`,
    });
  if (confirm === undefined && (await store.apps.holdsData(id)))
    throw new Problem("conflict", {
      reason:
        "The app still holds feedback, or what was tracked. Export what you want to keep, then confirm with the app's name.",
    });
  await store.apps.remove(id, notedFor(services, actor));
};
