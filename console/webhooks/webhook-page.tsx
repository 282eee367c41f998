import { useCallback, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { DELIVERY_STATUSES, type DeliveryStatus } from "../../shared/contract/enumerations.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import { EarshotError } from "../../shared/errors.ts";
import { type Address, go, hrefOf } from "../address.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { useAgain } from "../ui/use-again.ts";
import { useNow } from "../ui/use-now.ts";
import { appsOf } from "./apps.ts";
import { DeliveryLog } from "./deliveries.tsx";
import { DeliverySheet } from "./delivery-sheet.tsx";
import { hostOf } from "./short-address.ts";
import { text } from "./text.ts";
import { useDeliveries } from "./use-deliveries.ts";
import { WebhookActions } from "./webhook-actions.tsx";
import { WebhookFacts } from "./webhook-facts.tsx";
import { webhooksApi } from "./webhooks-api.ts";

type Loaded = { webhook: Webhook; apps: AppAnswer[] } | "missing";

const asStatus = (name: string | null): DeliveryStatus | undefined => DELIVERY_STATUSES.find((one) => one === name);

/** One webhook: its state, what can be done with it, and what was sent to it. */
export const WebhookPage = ({ id, address }: { id: string; address: Address }) => {
  const console = useConsole();
  const { api } = console;
  const ask = webhooksApi(api);
  const now = useNow(console.now);
  const status = asStatus(address.query.get("status"));
  const deliveries = useDeliveries(id, status);
  const [said, setSaid] = useState("");
  const [asked, again, set] = useAsked<Loaded>(
    async (signal) => {
      try {
        const [webhook, apps] = await Promise.all([ask.get(id, signal), appsOf(api, signal)]);
        return { webhook, apps };
      } catch (error) {
        if (error instanceof EarshotError && error.code === "not_found") return "missing";
        throw error;
      }
    },
    [api, id],
  );
  const loaded = asked.is === "ready" && asked.value !== "missing" ? asked.value : undefined;
  const logAgain = deliveries.again;
  const lookAgain = useCallback(async () => {
    await Promise.all([again(), logAgain()]); // it may be switched off meanwhile
  }, [again, logAgain]);
  useAgain(lookAgain, loaded !== undefined);
  const back = (
    <a class="link" href={hrefOf("webhooks")}>
      {text.one.back}
    </a>
  );
  const [, openDelivery] = address.rest;
  if (asked.is === "ready" && asked.value === "missing")
    return (
      <RoomPage title={text.one.missing} intro={text.one.missingText}>
        <p>{back}</p>
      </RoomPage>
    );
  return (
    <RoomPage title={loaded ? hostOf(loaded.webhook.url) : TEXT.rooms.webhooks} intro={back}>
      <Shown asked={asked} again={again} failed={text.one.failed}>
        {(value) =>
          value !== "missing" && (
            <>
              <WebhookFacts webhook={value.webhook} apps={value.apps} />
              <WebhookActions
                webhook={value.webhook}
                apps={value.apps}
                changed={(webhook, words) => {
                  set({ ...value, webhook });
                  setSaid(words);
                  void deliveries.again();
                }}
                sent={() => void deliveries.again()}
              />
              <p class="status-line" role="status">
                {said}
              </p>
              <DeliveryLog webhookId={id} status={status} deliveries={deliveries} now={now} />
            </>
          )
        }
      </Shown>
      {loaded && openDelivery !== undefined && (
        <DeliverySheet
          key={openDelivery}
          webhookId={id}
          id={openDelivery}
          isOn={loaded.webhook.enabled}
          seen={() => void deliveries.again()}
          closed={() => location.hash.includes(openDelivery) && go(hrefOf("webhooks", [id], { status }))}
        />
      )}
    </RoomPage>
  );
};
