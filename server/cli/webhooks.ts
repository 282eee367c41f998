import { EVENT_TYPES, type EventType } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import {
  changedWebhookSchema,
  newWebhookSchema,
  rotateWebhookSchema,
  type Webhook,
  type WebhookWithSecret,
} from "../../shared/contract/webhook.ts";
import { webhookFromStored } from "../webhooks/from-stored.ts";
import { changeWebhook, createWebhook, deleteWebhook, rotateWebhook } from "../webhooks/webhook-management.ts";
import { checked } from "./checked.ts";
import { type Action, type Group, type Option, type Result, UsageError } from "./command.ts";
import { parseDuration } from "./durations.ts";
import { table } from "./help.ts";
import { pickApp, readInstallation, withInstallation } from "./installation.ts";
import { eventTypes, everyWebhook, pickWebhook } from "./pick-webhook.ts";
import { deliveries, replay, test } from "./webhook-deliveries.ts";

const EVENTS = `Events: ${EVENT_TYPES.join(", ")}.`;
const WEBHOOK = "WEBHOOK is an id, or its address.";
const EVENT: Option = {
  type: "string",
  value: "TYPE",
  multiple: true,
  fills: "events",
  about: "what it is told of; all types unless said",
};

const stateOf = ({ enabled, disabledAt, disabledReason }: Webhook): string =>
  enabled ? "on" : `off since ${disabledAt?.slice(0, 10)} (${disabledReason})`;

const sentence = (done: string, webhook: Webhook): string =>
  `  ${done}: ${webhook.url} (id ${webhook.id}), ${stateOf(webhook)}, told of ${webhook.events.join(", ")}.`;

const withSecret = (done: string, webhook: WebhookWithSecret, more: string[]): Result => ({
  json: webhook,
  text: [
    `  ${webhook.secret}`,
    "",
    "  This is its secret, shown once and kept sealed: give it to the receiver now, it checks the signatures with it.",
    sentence(done, webhook),
    ...more.map((line) => `  ${line}`),
  ].join("\n"),
});

const list: Action = {
  usage: "webhooks list",
  summary: "list the webhooks, newest first",
  about:
    "No secret is shown. One that is off says since when, and why: manual, gone (it answered 410), failing (for 5 days).",
  words: [0, 0],
  options: { app: { type: "string", value: "APP", about: "only those of this app (its name or id)" } },
  examples: [["earshot webhooks list", "every webhook with its id"]],
  run: (given, terminal) =>
    readInstallation(terminal, async (installation) => {
      const { store, operator, clock } = installation;
      const named = given.text("app");
      const app = named === undefined ? undefined : await pickApp(installation, named);
      const apps = new Map((await store.apps.list(operator)).map(({ id, name }) => [id, name]));
      const data = (await everyWebhook(installation, app?.id)).map((stored) => webhookFromStored(stored, clock.now()));
      return {
        json: { data, nextCursor: null },
        text:
          data.length === 0
            ? "There is no webhook yet. Make one with earshot webhooks create URL."
            : table(
                ["ID", "APP", "STATE", "EVENTS", "URL"],
                data.map((webhook) => [
                  webhook.id,
                  webhook.app === null ? "all" : (apps.get(webhook.app) ?? webhook.app),
                  stateOf(webhook),
                  webhook.events.length === EVENT_TYPES.length ? "all" : webhook.events.join(","),
                  webhook.url,
                ]),
              ),
      };
    }),
};

const create: Action = {
  usage: "webhooks create URL",
  summary: "have events posted to an address, and show the secret that signs them, once",
  about: [
    "Each event is posted to URL as { type, timestamp, data }, signed as Standard Webhooks has it: the receiver checks the headers",
    "webhook-id, webhook-timestamp and webhook-signature with the secret, for which there are libraries in most languages. Answer 2xx",
    "within 10 s; anything else is tried again for more than a day. URL must be https and lead to a public address; hosts of your",
    "own network are named in EARSHOT_WEBHOOK_HOSTS.",
    EVENTS,
  ].join("\n"),
  words: [1, 1],
  options: {
    app: { type: "string", value: "APP", about: "only what happens in this app; in all apps unless said" },
    event: EVENT,
  },
  examples: [
    ["earshot webhooks create https://example.com/hooks/earshot --event feedback.created", "new feedback of every app"],
    ["earshot webhooks create https://example.com/hooks/shop --app Shop", "everything that happens in one app"],
    [
      "earshot webhooks create https://example.com/alarm --event key.leaked --event webhook.disabled",
      "what needs somebody now",
    ],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const named = given.text("app");
      const app = named === undefined ? null : (await pickApp(installation, named)).id;
      const events = given.texts("event").length > 0 ? eventTypes(given.texts("event")) : [...EVENT_TYPES];
      const wanted = checked(newWebhookSchema, { app, url: given.words[0] ?? "", events });
      const made = await createWebhook(installation, installation.operator, wanted);
      return withSecret("Made", made, [`Next: earshot webhooks test ${made.id}`]);
    }),
};

const changing = (
  words: string,
  what: Pick<Action, "summary" | "about" | "options" | "examples">,
  change: (given: Parameters<Action["run"]>[0]) => { url?: string; events?: EventType[]; enabled?: boolean },
): Action => ({
  ...what,
  usage: `webhooks ${words} WEBHOOK`,
  words: [1, 1],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const changed = checked(changedWebhookSchema, change(given));
      const { id } = await pickWebhook(installation, given.words[0]);
      const webhook = await changeWebhook(installation, installation.operator, id, changed);
      return { json: webhook, text: sentence("Changed", webhook) };
    }),
});

const update = changing(
  "update",
  {
    summary: "change a webhook's address or what it is told of",
    about: `${WEBHOOK} What you do not name stays, its secret too.\n${EVENTS}`,
    options: {
      url: { type: "string", value: "URL", about: "where events go from now on" },
      event: { ...EVENT, about: "what it is told of, instead of what it was" },
    },
    examples: [
      [
        "earshot webhooks update 6927a1b2c3d4e5f601234567 --url https://example.com/hooks/new",
        "the receiver has moved",
      ],
      [
        "earshot webhooks update https://example.com/hooks --event feedback.created --event reply.created",
        "only these two",
      ],
    ],
  },
  (given) => {
    const [url, events] = [given.text("url"), given.texts("event")];
    if (url === undefined && events.length === 0) throw new UsageError("nothing to change. Give --url or --event.");
    return { ...(url === undefined ? {} : { url }), ...(events.length > 0 ? { events: eventTypes(events) } : {}) };
  },
);

const enable = changing(
  "enable",
  {
    summary: "switch a webhook on again",
    about: `${WEBHOOK} For what happens from then on: what failed meanwhile can be sent with earshot webhooks replay.`,
    options: {},
    examples: [["earshot webhooks enable https://example.com/hooks", "its receiver works again"]],
  },
  () => ({ enabled: true }),
);

const disable = changing(
  "disable",
  {
    summary: "switch a webhook off",
    about: `${WEBHOOK} What waits for it is not sent; each can be replayed once it is on again.`,
    options: {},
    examples: [["earshot webhooks disable https://example.com/hooks", "its receiver is being worked on"]],
  },
  () => ({ enabled: false }),
);

const rotate: Action = {
  usage: "webhooks rotate WEBHOOK",
  summary: "put a new secret in the place of one, and show it, once",
  about: `${WEBHOOK} For a grace both secrets sign, so that the receiver can change without missing anything: ${LIMITS.webhookSecretGraceSeconds / 3_600} hours\nunless said, 30 days at most; 0s where the old one is in wrong hands.`,
  words: [1, 1],
  options: {
    grace: {
      type: "string",
      value: "TIME",
      fills: "graceSeconds",
      about: "how long the old secret signs too: 24h, 7d, 0s",
    },
  },
  examples: [
    ["earshot webhooks rotate https://example.com/hooks", "both sign for a day"],
    ["earshot webhooks rotate https://example.com/hooks --grace 0s", "the old one has leaked"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const grace = given.text("grace");
      const wanted = checked(
        rotateWebhookSchema,
        grace === undefined ? {} : { graceSeconds: parseDuration("--grace", grace) },
      );
      const { id } = await pickWebhook(installation, given.words[0]);
      const rotated = await rotateWebhook(installation, installation.operator, id, wanted);
      const until = rotated.previousSecretUntil;
      return withSecret("Rotated", rotated, [
        until ? `The old secret signs too until ${until}.` : "The old secret signs nothing any more.",
      ]);
    }),
};

const remove: Action = {
  usage: "webhooks delete WEBHOOK",
  summary: "delete a webhook with its delivery log",
  about: `${WEBHOOK} What waits for it is not sent. To stop it for a while, disable it.`,
  words: [1, 1],
  options: {},
  examples: [["earshot webhooks delete https://example.com/hooks/old", "nobody listens there any more"]],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { id, url } = await pickWebhook(installation, given.words[0]);
      await deleteWebhook(installation, installation.operator, id);
      return { json: { id, url, deleted: true }, text: `  Deleted the webhook to ${url}.` };
    }),
};

/** `earshot webhooks`: who is told of what happens. */
export const webhooks: Group = {
  summary: "who is told of what happens",
  actions: { list, create, update, test, deliveries, replay, rotate, enable, disable, delete: remove },
};
