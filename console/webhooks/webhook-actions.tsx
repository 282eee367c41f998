import { useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { Webhook, WebhookWithSecret } from "../../shared/contract/webhook.ts";
import { go, hrefOf } from "../address.ts";
import { useDoing } from "../ask.ts";
import { clockTime } from "../format/clock-time.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Failure } from "../ui/failure.tsx";
import { deliveryWords } from "./delivery-words.ts";
import { Rotate } from "./rotate.tsx";
import { SecretShown } from "./secret-shown.tsx";
import { hostOf } from "./short-address.ts";
import { text } from "./text.ts";
import { useSending } from "./use-sending.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { webhooksApi } from "./webhooks-api.ts";

const said = text.one;

type WebhookActionsProps = {
  webhook: Webhook;
  apps: readonly AppAnswer[];
  /** With what is to be said of it. */
  changed: (webhook: Webhook, words: string) => void;
  /** Something new is in the log. */
  sent: () => void;
};

const isSame = (a: Webhook, b: Webhook): boolean => a.url === b.url && String(a.events) === String(b.events);

/** What can be done with a webhook, each with what came of it. */
export const WebhookActions = ({ webhook, apps, changed, sent }: WebhookActionsProps) => {
  const { api } = useConsole();
  const ask = webhooksApi(api);
  const { id, enabled, url } = webhook;
  const [open, setOpen] = useState<"edit" | "off" | "remove" | "rotate">();
  const [rotated, setRotated] = useState<WebhookWithSecret>();
  const [base, setBase] = useState(webhook);
  const turning = useDoing();
  const test = useSending(id, () => ask.test(id), sent);
  const close = () => setOpen(undefined);
  const turn = async (on: boolean) =>
    changed(await ask.change(id, { enabled: on }), on ? said.switchedOn : said.switchedOff);
  const outcome = test.doing.busy
    ? said.testing
    : test.outcome && (test.outcome.status === "pending" ? said.testSlow : deliveryWords(test.outcome));
  return (
    <div class="webhook-do">
      <div class="form-actions">
        {enabled ? (
          <button type="button" class="button primary" disabled={test.doing.busy} onClick={test.send}>
            {said.test}
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            disabled={turning.busy}
            onClick={() => void turning.run(() => turn(true))}
          >
            {said.switchOn}
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() => {
            setBase(webhook);
            setOpen("edit");
          }}
        >
          {said.edit}
        </button>
        <button type="button" class="button" onClick={() => setOpen("rotate")}>
          {said.rotate}
        </button>
        {enabled && (
          <button type="button" class="button" onClick={() => setOpen("off")}>
            {said.switchOff}
          </button>
        )}
        <button type="button" class="button danger" onClick={() => setOpen("remove")}>
          {said.remove}
        </button>
      </div>
      <p class="webhook-test" role="status">
        {outcome} {test.outcome?.error && !test.doing.busy && <bdi lang="en">({test.outcome.error})</bdi>}
      </p>
      <Failure error={test.doing.error ?? turning.error} />
      {open === "edit" && (
        <WebhookForm
          webhook={webhook}
          apps={apps}
          save={async ({ url, events }) => {
            const current = await ask.get(id);
            if (!isSame(current, base)) {
              setBase(current);
              return "changed";
            }
            changed(await ask.change(id, { url, events }), said.saved);
            return "saved";
          }}
          closed={close}
        />
      )}
      {open === "rotate" && (
        <Rotate
          rotate={(grace) => ask.rotate(id, grace)}
          rotated={(made) => {
            const { secret: _, ...after } = made;
            changed(after, "");
            setRotated(made);
          }}
          closed={close}
        />
      )}
      {rotated && open !== "rotate" && (
        <SecretShown
          secret={rotated.secret}
          why="rotated"
          note={rotated.previousSecretUntil ? said.both(clockTime(rotated.previousSecretUntil)) : text.rotate.noOverlap}
          closed={() => setRotated(undefined)}
        />
      )}
      {open === "off" && (
        <Confirm
          title={text.switchOff.title}
          action={text.switchOff.action}
          isDangerous={false}
          run={() => turn(false)}
          closed={close}
        >
          <p>{text.switchOff.text}</p>
        </Confirm>
      )}
      {open === "remove" && (
        <Confirm
          title={text.remove.title}
          action={text.remove.action}
          byName={hostOf(url)}
          run={async () => {
            await ask.remove(id);
            go(hrefOf("webhooks"), "replace");
          }}
          closed={close}
        >
          <p>{text.remove.text}</p>
        </Confirm>
      )}
    </div>
  );
};
