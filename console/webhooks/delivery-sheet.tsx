import type { Delivery } from "../../shared/contract/webhook.ts";
import { hrefOf } from "../address.ts";
import { useAsked } from "../ask.ts";
import { clockTime } from "../format/clock-time.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Shown } from "../ui/room-page.tsx";
import { useAgain } from "../ui/use-again.ts";
import { DeliveryState } from "./deliveries.tsx";
import { answeredPart, type Part, readable, sentPart } from "./delivery-parts.ts";
import { deliveryWords } from "./delivery-words.ts";
import { text } from "./text.ts";
import { useSending } from "./use-sending.ts";
import { webhooksApi } from "./webhooks-api.ts";

const said = text.delivery;

/** One side of the exchange. It is text from somebody else's server: shown as text, never as a page. */
const Exchanged = ({ part }: { part: Part }) => (
  <>
    {Object.keys(part.headers).length > 0 && (
      <>
        <h4>{said.headers}</h4>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <pre class="exchange" tabIndex={0}>
          {Object.entries(part.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
        </pre>
      </>
    )}
    <h4>{said.body}</h4>
    {part.body === "" ? (
      <p class="fine">{said.emptyBody}</p>
    ) : (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      <pre class="exchange" tabIndex={0} dir="auto">
        {readable(part.body)}
      </pre>
    )}
    {part.isCut && <p class="fine">{said.cut}</p>}
  </>
);

const Facts = ({ delivery }: { delivery: Delivery }) => {
  const { id, type, subject, createdAt, lastAttemptAt, nextAttemptAt, attempts, durationMs } = delivery;
  return (
    <dl class="webhook-facts">
      <dt>{said.made}</dt>
      <dd>{clockTime(createdAt)}</dd>
      {lastAttemptAt && (
        <>
          <dt>{said.last}</dt>
          <dd>
            {clockTime(lastAttemptAt)} · {text.log.tries(attempts)}
            {durationMs !== null && ` · ${text.log.milliseconds(durationMs)}`}
          </dd>
        </>
      )}
      {nextAttemptAt && (
        <>
          <dt>{said.next}</dt>
          <dd>{attempts === 0 ? said.nextNow : clockTime(nextAttemptAt)}</dd>
        </>
      )}
      {type.startsWith("feedback.") && type !== "feedback.deleted" && (
        <>
          <dt>{said.subject}</dt>
          <dd>
            <a class="link mono" href={hrefOf("inbox", [subject])}>
              {subject}
            </a>
          </dd>
        </>
      )}
      <dt>{said.id}</dt>
      <dd>
        <span class="mono">{id}</span> <CopyButton value={id} what={said.id} />
        <p class="fine">{said.idHint}</p>
      </dd>
    </dl>
  );
};

const Whole = ({ delivery }: { delivery: Delivery }) => {
  const sent = sentPart(delivery);
  const answered = answeredPart(delivery);
  return (
    <>
      <p class="webhook-outcome">
        <DeliveryState status={delivery.status} /> {deliveryWords(delivery)}{" "}
        {delivery.error && <bdi lang="en">({delivery.error})</bdi>}
      </p>
      <Facts delivery={delivery} />
      <section aria-label={said.request}>
        <h3>{said.request}</h3>
        {sent ? (
          <>
            <p class="fine">{said.requestNow}</p>
            <Exchanged part={sent} />
          </>
        ) : (
          <p class="fine">{said.requestGone}</p>
        )}
      </section>
      {answered && (
        <section aria-label={said.answer}>
          <h3>
            {said.answer}: {delivery.statusCode}
          </h3>
          <Exchanged part={answered} />
        </section>
      )}
    </>
  );
};

type DeliverySheetProps = { webhookId: string; id: string; isOn: boolean; seen: () => void; closed: () => void };

/** One message of the log: what was sent, what was answered, and the way to send it again. */
export const DeliverySheet = ({ webhookId, id, isOn, seen, closed }: DeliverySheetProps) => {
  const { api } = useConsole();
  const ask = webhooksApi(api);
  const [asked, again] = useAsked((signal) => ask.delivery(webhookId, id, signal), [api, webhookId, id]);
  const { doing, send } = useSending(
    webhookId,
    () => ask.replay(webhookId, id),
    () => {
      void again();
      seen();
    },
  );
  const isWaiting = asked.is === "ready" && asked.value.status === "pending" && !doing.busy;
  useAgain(again, isWaiting);
  const title = asked.is === "ready" ? text.event(asked.value.type) : "…";
  return (
    <Dialog title={said.title(title)} closed={closed} size="wide">
      <div class="form webhook-delivery">
        <Shown asked={asked} again={again} failed={said.failed}>
          {(delivery) => <Whole delivery={delivery} />}
        </Shown>
        {asked.is === "ready" && (
          <>
            <Failure error={doing.error} />
            <div class="form-actions">
              <button type="button" class="button primary" disabled={doing.busy || !isOn} onClick={send}>
                {doing.busy ? TEXT.working : said.replay}
              </button>
              <span class="fine" role="status">
                {doing.busy ? said.replaying : isOn ? said.replayHint : text.offWhy.manual}
              </span>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
};
