import { DELIVERY_STATUSES, type DeliveryStatus } from "../../shared/contract/enumerations.ts";
import type { Delivery } from "../../shared/contract/webhook.ts";
import { go, hrefOf } from "../address.ts";
import { clockTime } from "../format/clock-time.ts";
import { Failure } from "../ui/failure.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { Shown } from "../ui/room-page.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { text } from "./text.ts";
import type { Deliveries } from "./use-deliveries.ts";

const said = text.log;
const LOOK: Record<DeliveryStatus, string> = { pending: "chip", delivered: "chip good", failed: "chip bad" };

export const DeliveryState = ({ status }: { status: DeliveryStatus }) => (
  <span class={LOOK[status]}>{said.status(status)}</span>
);

const Row = ({ delivery, href, now }: { delivery: Delivery; href: string; now: number }) => {
  const { type, status, attempts, createdAt, statusCode, durationMs } = delivery;
  return (
    <tr>
      <td data-label={said.column.time}>
        <TimeAgo at={createdAt} now={now} />
      </td>
      <td data-label={said.column.event}>
        <a class="link" href={href}>
          {text.event(type)}
          <span class="hidden">{`, ${clockTime(createdAt)}`}</span>
        </a>
      </td>
      <td data-label={said.column.status}>
        <DeliveryState status={status} />
      </td>
      <td data-label={said.column.answer}>{statusCode ?? (attempts > 0 ? said.noAnswer : "–")}</td>
      <td data-label={said.column.tries} class="number">
        {attempts}
      </td>
      <td data-label={said.column.duration} class="number">
        {durationMs === null ? "–" : said.milliseconds(durationMs)}
      </td>
    </tr>
  );
};

type DeliveryLogProps = { webhookId: string; status: DeliveryStatus | undefined; deliveries: Deliveries; now: number };

/** What was sent to a webhook, the newest first. */
export const DeliveryLog = ({ webhookId, status, deliveries, now }: DeliveryLogProps) => {
  const { asked, again, rows, hasOlder, older } = deliveries;
  const { time, event, status: state, answer, tries, duration } = said.column;
  return (
    <section class="webhook-log" aria-label={said.title}>
      <div class="section-head">
        <div>
          <h2>{said.title}</h2>
          <p class="fine">{said.hint}</p>
        </div>
        <div class="filters">
          <label>
            {said.state}{" "}
            <select
              class="select"
              value={status ?? ""}
              onChange={({ currentTarget }) => {
                older.forget(); // why another filter's older rows did not come
                go(hrefOf("webhooks", [webhookId], { status: currentTarget.value }), "replace");
              }}
            >
              <option value="">{said.all}</option>
              {DELIVERY_STATUSES.map((one) => (
                <option key={one} value={one}>
                  {said.status(one)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      <Shown asked={asked} again={again} failed={said.failed}>
        {() =>
          rows.length === 0 ? (
            <p class="empty-state">{status ? said.noneLike : said.none}</p>
          ) : (
            <div class="table-frame">
              <table class="table">
                <thead>
                  <tr>
                    {[time, event, state, answer].map((words) => (
                      <th key={words} scope="col">
                        {words}
                      </th>
                    ))}
                    {[tries, duration].map((words) => (
                      <th key={words} scope="col" class="number">
                        {words}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((delivery) => (
                    <Row
                      key={delivery.id}
                      delivery={delivery}
                      href={hrefOf("webhooks", [webhookId, delivery.id], { status })}
                      now={now}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
      <Failure error={older.error} />
      {hasOlder && <MoreButton words={said.older} busy={older.busy} load={older.load} />}
    </section>
  );
};
