import { useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { Webhook, WebhookWithSecret } from "../../shared/contract/webhook.ts";
import { type Address, go, hrefOf } from "../address.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { WebhookAddress } from "./address.tsx";
import { appsOf } from "./apps.ts";
import { eventsInWords } from "./events.tsx";
import { SecretShown } from "./secret-shown.tsx";
import { hostOf } from "./short-address.ts";
import { WebhookState } from "./state.tsx";
import { text } from "./text.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { webhooksApi } from "./webhooks-api.ts";

type Loaded = { webhooks: Webhook[]; apps: AppAnswer[] };

const appName = (apps: readonly AppAnswer[], id: string | null) =>
  id === null ? text.allApps : <bdi>{apps.find((app) => app.id === id)?.name ?? text.unknownApp}</bdi>;

const Table = ({ webhooks, apps }: Loaded) => (
  <div class="table-frame">
    <table class="table">
      <thead>
        <tr>
          {Object.entries(text.column).map(([name, words]) => (
            <th key={name} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <tr key={webhook.id}>
            <td data-label={text.column.address}>
              <a class="link webhook-link" href={hrefOf("webhooks", [webhook.id])}>
                <bdi>{hostOf(webhook.url)}</bdi>
              </a>
              <WebhookAddress url={webhook.url} />
            </td>
            <td data-label={text.column.app}>{appName(apps, webhook.app)}</td>
            <td data-label={text.column.events}>{eventsInWords(webhook.events)}</td>
            <td data-label={text.column.state}>
              <WebhookState webhook={webhook} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** All webhooks, the newest first, and the way to another. */
export const WebhookList = ({ address: { query } }: { address: Address }) => {
  const { api } = useConsole();
  const ask = webhooksApi(api);
  const [asked, again] = useAsked<Loaded>(
    async (signal) => {
      const [webhooks, apps] = await Promise.all([ask.list(signal), appsOf(api, signal)]);
      return { webhooks, apps };
    },
    [api],
  );
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<WebhookWithSecret>();
  const app = query.get("app") ?? "";
  const on = query.get("on") ?? "";
  const filter = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    go(hrefOf("webhooks", [], next), "replace");
  };
  const fits = (webhook: Webhook) =>
    (app === "" || webhook.app === app || webhook.app === null) && (on === "" || String(webhook.enabled) === on);
  const add = (
    <button type="button" class="button primary" onClick={() => setAdding(true)}>
      {text.add}
    </button>
  );
  const isEmpty = asked.is === "ready" && asked.value.webhooks.length === 0;
  return (
    <RoomPage title={TEXT.rooms.webhooks} intro={text.intro} action={isEmpty ? undefined : add}>
      <Shown asked={asked} again={again} failed={text.failed}>
        {({ webhooks, apps }) => {
          if (webhooks.length === 0)
            return (
              <div class="empty-state">
                <h2>{text.empty.title}</h2>
                <p>{text.empty.text}</p>
                {add}
              </div>
            );
          const shown = webhooks.filter(fits);
          return (
            <>
              <div class="filters">
                {apps.length > 1 && (
                  <label>
                    {text.filter.app}{" "}
                    <select
                      class="select"
                      value={app}
                      onChange={({ currentTarget }) => filter("app", currentTarget.value)}
                    >
                      <option value="">{text.filter.all}</option>
                      {apps.map(({ id, name }) => (
                        <option key={id} value={id}>
                          {name}
                        </option>
                      ))}
                    </select>
                  </label>
                )}
                <label>
                  {text.filter.state}{" "}
                  <select class="select" value={on} onChange={({ currentTarget }) => filter("on", currentTarget.value)}>
                    <option value="">{text.filter.states.all}</option>
                    <option value="true">{text.filter.states.true}</option>
                    <option value="false">{text.filter.states.false}</option>
                  </select>
                </label>
              </div>
              {shown.length > 0 ? <Table webhooks={shown} apps={apps} /> : <p class="fine">{text.noneLike}</p>}
            </>
          );
        }}
      </Shown>
      {adding && (
        <WebhookForm
          apps={asked.is === "ready" ? asked.value.apps : []}
          save={async (written) => {
            setMade(await ask.create(written));
            return "saved";
          }}
          closed={() => setAdding(false)}
        />
      )}
      {made && !adding && (
        <SecretShown
          secret={made.secret}
          why="made"
          closed={() => {
            setMade(undefined);
            go(hrefOf("webhooks", [made.id]));
          }}
        />
      )}
    </RoomPage>
  );
};
