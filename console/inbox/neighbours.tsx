import type { CustomerAnswer } from "../../shared/contract/customer.ts";
import type { Feedback, FeedbackList } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Similar as SimilarAnswer } from "../../shared/contract/similar.ts";
import { hrefOf } from "../address.ts";
import { useAsked } from "../ask.ts";
import { isVisible } from "../format/is-visible.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import { recordText } from "./record-text.ts";
import { StatusMark } from "./status-mark.tsx";
import { linkTo } from "./use-selection.ts";

const SHOWN = 5;
const SHOWN_OF_TEXT = 140;

type Told = Pick<Feedback, "id" | "content" | "status" | "createdAt">;
type NeighbourProps = { record: Told; now: number; same?: (original: Told) => void };

const Neighbour = ({ record, now, same }: NeighbourProps) => (
  <li class="neighbour">
    <a class="neighbour-link" href={linkTo(record.id)}>
      <bdi class="neighbour-text">
        {isVisible(record.content) ? record.content.slice(0, SHOWN_OF_TEXT) : TEXT.noVisibleText}
      </bdi>
      <span class="fine">
        <StatusMark status={record.status} /> · <TimeAgo at={record.createdAt} now={now} />
      </span>
    </a>
    {same && (
      <button type="button" class="button" onClick={() => same(record)}>
        {recordText.similar.same}
      </button>
    )}
  </li>
);

/** What else the same person sent, and how much. Nothing where nobody knows who it was. */
export const Person = ({ record, now }: { record: Feedback; now: number }) => {
  const { api } = useConsole();
  const text = recordText.person;
  const { customerId } = record;
  const [asked] = useAsked(
    async (signal) => {
      if (customerId === null) return undefined;
      const [person, list] = await Promise.all([
        api.ask<CustomerAnswer>(ROUTES.customer, { path: { id: customerId }, signal }),
        api.ask<FeedbackList>(ROUTES.feedback, { query: { customer: customerId, limit: SHOWN + 1 }, signal }),
      ]);
      return { count: person.feedbackCount, others: list.data.filter(({ id }) => id !== record.id).slice(0, SHOWN) };
    },
    [api, customerId, record.id],
  );
  if (customerId === null || asked.is === "loading" || (asked.is === "ready" && !asked.value)) return null;
  const all = hrefOf("inbox", [], { customer: customerId, status: "new,triaged,queued,in_progress,done,archived" });
  return (
    <section class="neighbours">
      <h3>
        {text.title} {asked.is === "ready" && <span class="fine">· {text.count(asked.value!.count)}</span>}
      </h3>
      {asked.is === "failed" ? (
        <p class="fine">{text.failed}</p>
      ) : asked.value!.others.length === 0 ? (
        <p class="fine">{text.first}</p>
      ) : (
        <>
          <ul>
            {asked.value!.others.map((one) => (
              <Neighbour key={one.id} record={one} now={now} />
            ))}
          </ul>
          <a class="link" href={all}>
            {text.all}
          </a>
        </>
      )}
    </section>
  );
};

type SimilarProps = {
  record: Feedback;
  now: number;
  /** Marks this one as saying the same; absent where the member may not. */
  same: ((original: Told) => void) | undefined;
};

/** What says nearly the same, to be joined with. */
export const Similar = ({ record, now, same }: SimilarProps) => {
  const { api } = useConsole();
  const text = recordText.similar;
  const [asked] = useAsked(
    async (signal) => {
      const place = { path: { id: record.id }, query: { limit: SHOWN }, signal };
      return (await api.ask<SimilarAnswer>(ROUTES.feedbackSimilar, place)).data;
    },
    [api, record.id],
  );
  return (
    <>
      {record.duplicateOf !== null && (
        <p class="duplicate-of">
          {text.duplicateOf}{" "}
          <a class="link" href={linkTo(record.duplicateOf)}>
            {text.openOriginal}
          </a>
        </p>
      )}
      {asked.is === "ready" && asked.value.length > 0 && (
        <section class="neighbours">
          <h3>{text.title}</h3>
          <ul>
            {asked.value.map((one) => (
              <Neighbour
                key={one.id}
                record={one}
                now={now}
                {...(same && one.duplicateOf === null && record.duplicateOf === null ? { same } : {})}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
