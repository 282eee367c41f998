import { createAppSchema, updateAppSchema } from "../../shared/contract/app.ts";
import type { Environment, Mode } from "../../shared/contract/enumerations.ts";
import { type RateOverrides, rateOverridesSchema } from "../../shared/contract/rate-overrides.ts";
import { appAnswer, createApp, deleteApp, updateApp } from "../apps/app-management.ts";
import type { AppRecord } from "../store/apps.ts";
import { connect } from "./apps-connect.ts";
import { connections } from "./apps-connections.ts";
import { checked } from "./checked.ts";
import { type Action, type Group, type Option, UsageError } from "./command.ts";
import { table } from "./help.ts";
import { pickApp, readInstallation, withInstallation } from "./installation.ts";

const LIMITS_OF_ITS_OWN = Object.keys(rateOverridesSchema.shape)
  .join(", ")
  .replace(/, (\w+)$/, " or $1");

const LIMIT: Option = {
  type: "string",
  value: "NAME=NUMBER",
  multiple: true,
  fills: "limits",
  about: `requests a minute: ${LIMITS_OF_ITS_OWN}`,
};

const KEEP: Option = {
  type: "string",
  value: "DAYS|for-ever",
  fills: "retentionDays",
  about: "how many days feedback is kept; for ever unless said",
};

const IMAGE_HOST: Option = {
  type: "string",
  value: "HOST",
  multiple: true,
  fills: "settings.imageRelay.hosts",
  about: "relay images from there for pictures, where a page cannot read them: images.example.com, or *.example.com",
};

const daysOf = (text: string): number | null => {
  if (text === "for-ever") return null;
  const [, days] = /^(\d{1,5})d?$/.exec(text) ?? [];
  if (days === undefined)
    throw new UsageError(`--keep ${text} is no time to keep feedback. Write it like 365, or for-ever.`);
  return Number(days);
};

const limitsOf = (texts: string[]): RateOverrides =>
  Object.fromEntries(
    texts.map((text) => {
      const [, name, number] = /^(\w+)=(\d{1,7})$/.exec(text) ?? [];
      if (!name) throw new UsageError(`--limit ${text} is no limit. Write it like publicSubmissions=120.`);
      if (!Object.hasOwn(rateOverridesSchema.shape, name))
        throw new UsageError(`--limit ${text}: there is no limit ${name}. Choose from ${LIMITS_OF_ITS_OWN}.`);
      return [name, Number(number)];
    }),
  );

const one = (app: AppRecord, done: string) => ({
  json: appAnswer(app),
  text: `  ${done}: ${JSON.stringify(app.name)} (id ${app.id}), ${app.environment}, ${app.mode}.`,
});

const list: Action = {
  usage: "apps list",
  summary: "list the apps",
  about: "An app is one site or product. Other commands take its name or its id.",
  words: [0, 0],
  options: {},
  examples: [["earshot apps list", "every app with its id"]],
  run: (_, terminal) =>
    readInstallation(terminal, async ({ store, operator }) => {
      const apps = await store.apps.list(operator);
      return {
        json: { data: apps.map(appAnswer), nextCursor: null },
        text:
          apps.length === 0
            ? "There is no app yet. Make one with earshot apps create NAME."
            : table(
                ["ID", "NAME", "ENVIRONMENT", "MODE", "SINCE"],
                apps.map(({ id, name, environment, mode, createdAt }) => [
                  id,
                  name,
                  environment,
                  mode,
                  new Date(createdAt).toISOString().slice(0, 10),
                ]),
              ),
      };
    }),
};

const create: Action = {
  usage: "apps create NAME",
  summary: "make an app: one site or product that collects feedback",
  about:
    "An app has keys of its own, and no key ever sees another app's feedback. A test app is for trying things out: make one beside\neach live app. In private mode only users your back end vouches for may send.",
  words: [1, 1],
  options: {
    environment: { type: "string", value: "live|test", about: "chosen once; live unless said" },
    mode: { type: "string", value: "public|private", about: "who may send; public unless said" },
    keep: KEEP,
    limit: LIMIT,
    "image-host": IMAGE_HOST,
  },
  examples: [
    ["earshot apps create Shop", "then earshot keys create publishable ... --app Shop"],
    ['earshot apps create "Shop (test)" --environment test', "a place to try things out"],
    ["earshot apps create Bank --mode private --limit privateSubmissions=30", "signed-in users only, 30 a minute each"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const [environment, mode, limits] = [given.text("environment"), given.text("mode"), given.texts("limit")];
      const [keep, hosts] = [given.text("keep"), given.texts("image-host")];
      const wanted = checked(createAppSchema, {
        name: given.words[0] ?? "",
        ...(environment === undefined ? {} : { environment: environment as Environment }),
        ...(mode === undefined ? {} : { mode: mode as Mode }),
        ...(limits.length > 0 ? { limits: limitsOf(limits) } : {}),
        ...(hosts.length > 0 ? { settings: { imageRelay: { hosts } } } : {}),
        ...(keep === undefined ? {} : { retentionDays: daysOf(keep) }),
      });
      return one(await createApp(installation, installation.operator, wanted), "Made");
    }),
};

const update: Action = {
  usage: "apps update APP",
  summary: "change an app's name, mode, limits or hosts of images",
  about: "APP is a name or an id. What you do not name stays. The environment was chosen once.",
  words: [1, 1],
  options: {
    name: { type: "string", value: "NAME", about: "its new name" },
    mode: { type: "string", value: "public|private", about: "who may send" },
    keep: { ...KEEP, about: "how many days feedback is kept; what is older is deleted within the hour" },
    limit: { ...LIMIT, about: `${LIMIT.about}. All of its own limits are replaced by those given` },
    "no-limits": { type: "boolean", about: "take back all limits of its own" },
    "image-host": { ...IMAGE_HOST, about: `${IMAGE_HOST.about}. All that were named are replaced by those given` },
    "no-image-hosts": { type: "boolean", about: "relay no images" },
  },
  examples: [
    ["earshot apps update Shop --keep 365", "feedback older than a year is deleted"],
    ["earshot apps update Shop --mode private", "only users your back end vouches for may send from now on"],
    ["earshot apps update Shop --limit publicSubmissions=10 --limit secretKey=1200", "its own limits"],
    ["earshot apps update Shop --image-host images.example.com", "pictures show images of that host too"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const [name, mode, limits] = [given.text("name"), given.text("mode"), given.texts("limit")];
      const [keep, hosts] = [given.text("keep"), given.texts("image-host")];
      const [noLimits, noHosts] = [given.flag("no-limits"), given.flag("no-image-hosts")];
      const saysNothing = [name, mode, keep].every((said) => said === undefined) && [...limits, ...hosts].length === 0;
      if (saysNothing && !noLimits && !noHosts)
        throw new UsageError(
          "nothing to change. Give --name, --mode, --keep, --limit, --no-limits, --image-host or --no-image-hosts.",
        );
      const app = await pickApp(installation, given.words[0]);
      const { imageRelay: _, ...settings } = app.settings;
      const wanted = checked(updateAppSchema, {
        ...(name === undefined ? {} : { name }),
        ...(mode === undefined ? {} : { mode: mode as Mode }),
        ...(limits.length > 0 || noLimits ? { limits: limitsOf(limits) } : {}),
        ...(hosts.length > 0 || noHosts
          ? { settings: hosts.length > 0 ? { ...settings, imageRelay: { hosts } } : settings }
          : {}),
        ...(keep === undefined ? {} : { retentionDays: daysOf(keep) }),
      });
      return one(await updateApp(installation, installation.operator, app.id, wanted), "Changed");
    }),
};

const remove: Action = {
  usage: "apps delete APP",
  summary: "delete an app with its keys and all it holds",
  about: "APP is a name or an id. An app that still holds feedback is deleted only when you repeat its name.",
  words: [1, 1],
  options: { confirm: { type: "string", value: "NAME", about: "the app's name, where it still holds feedback" } },
  examples: [
    ["earshot apps delete Old", "works while it is empty"],
    ["earshot apps delete Old --confirm Old", "with all its feedback, for good: earshot export first"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { id, name } = await pickApp(installation, given.words[0]);
      await deleteApp(installation, installation.operator, id, given.text("confirm"));
      return {
        json: { id, name, deleted: true },
        text: `  Deleted ${JSON.stringify(name)}; its keys are refused from now on.`,
      };
    }),
};

/** `earshot apps`: the sites and products that collect feedback. */
export const apps: Group = {
  summary: "the sites and products that collect feedback",
  actions: { list, create, update, connect, connections, delete: remove },
};
