import { EVENT_TYPES, type EventType } from "../../shared/contract/enumerations.ts";
import type { StoredWebhook } from "../store/webhooks.ts";
import { UsageError } from "./command.ts";
import { type Installation, pick } from "./installation.ts";

const PAGE = 100;

/** Every webhook, or every one of an app, newest first. */
export const everyWebhook = async (
  { store, operator }: Installation,
  appId: string | undefined,
): Promise<StoredWebhook[]> => {
  const all: StoredWebhook[] = [];
  for (let before: string | undefined; ; before = all.at(-1)?.id) {
    const page = await store.webhooks.list(operator, { limit: PAGE, before, appId });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
};

/** The webhook with this id or, where only one goes there, this address. @throws UsageError */
export const pickWebhook = async (installation: Installation, word = ""): Promise<StoredWebhook> => {
  const all = await everyWebhook(installation, undefined);
  const { id } = pick(
    "webhook",
    all.map((webhook) => ({ id: webhook.id, name: webhook.url })),
    word,
  );
  return all.find((webhook) => webhook.id === id) as StoredWebhook;
};

/** What `--event` says. @throws UsageError naming the types there are. */
export const eventTypes = (texts: string[]): EventType[] =>
  texts.map((text) => {
    const type = EVENT_TYPES.find((known) => known === text);
    if (!type) throw new UsageError(`--event ${text} is no type of event. Choose from ${EVENT_TYPES.join(", ")}.`);
    return type;
  });
