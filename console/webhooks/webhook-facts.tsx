import type { AppAnswer } from "../../shared/contract/app.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import { clockTime } from "../format/clock-time.ts";
import { WebhookAddress } from "./address.tsx";
import { eventsInWords } from "./events.tsx";
import { WebhookState } from "./state.tsx";
import { text } from "./text.ts";

/** What a webhook is, and what is to be done where it was switched off. */
export const WebhookFacts = ({ webhook, apps }: { webhook: Webhook; apps: readonly AppAnswer[] }) => {
  const { app, url, events, enabled, disabledAt, disabledReason, previousSecretUntil, createdAt } = webhook;
  const reason = disabledReason ?? "manual";
  const { column } = text;
  return (
    <section class="panel" aria-label={column.address}>
      {!enabled && (
        <div class={reason === "manual" ? "webhook-off" : "webhook-off bad"} role="note">
          <strong>{text.off[reason]}.</strong> {disabledAt && text.offSince(clockTime(disabledAt))}{" "}
          {text.offWhy[reason]}
        </div>
      )}
      {previousSecretUntil && (
        <div class="webhook-off" role="note">
          {text.one.both(clockTime(previousSecretUntil))}
        </div>
      )}
      <dl class="webhook-facts">
        <dt>{column.state}</dt>
        <dd>
          <WebhookState webhook={webhook} />
        </dd>
        <dt>{column.address}</dt>
        <dd>
          <WebhookAddress url={url} />
        </dd>
        <dt>{column.app}</dt>
        <dd>{app === null ? text.allApps : <bdi>{apps.find(({ id }) => id === app)?.name ?? text.unknownApp}</bdi>}</dd>
        <dt>{column.events}</dt>
        <dd>
          {events.length > 2 ? `${eventsInWords(events)}: ${events.map(text.event).join(", ")}` : eventsInWords(events)}
        </dd>
        <dt>{text.one.made}</dt>
        <dd>{clockTime(createdAt)}</dd>
      </dl>
    </section>
  );
};
