import type { Feedback } from "../../shared/contract/record.ts";
import { isVisible } from "../format/is-visible.ts";
import { readPageAddress } from "../format/page-address.ts";
import { personName } from "../format/person.ts";
import { TEXT } from "../text.ts";
import { CategoryMark } from "../ui/category-mark.tsx";
import { Tags } from "../ui/tags.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { pictureAddress } from "./picture-address.ts";
import { StatusMark } from "./status-mark.tsx";
import { text as inboxText } from "./text.ts";
import { linkTo } from "./use-selection.ts";
import { work } from "./work-text.ts";

type RowProps = {
  record: Feedback;
  /** Its upper edge in the list, in pixels. */
  start: number;
  /** Its place among all, from 1, and how many there are; -1 while that is not known. */
  position: number;
  size: number;
  selected: boolean;
  /** Whether Tab stops here. */
  stop: boolean;
  /** Whether it is chosen for what is done with many. */
  marked: boolean | undefined;
  /** Absent where the member may not work on feedback. */
  mark: ((id: string, event: MouseEvent) => void) | undefined;
  query: URLSearchParams;
  now: number;
  opened: (event: MouseEvent, id: string) => void;
};

/** More than the lines of a row can hold: the rest of a long text would only be hidden by the style. */
const EXCERPT = 280;
/** Heights in pixels, as in `list.css`: known before a row is drawn, so that a list of any length is placed without measuring. */
const [PLAIN, FOOTED] = [94, 120];

const pageOf = ({ pageUrl }: Feedback) => (pageUrl === null ? undefined : readPageAddress(pageUrl));
const hasFoot = (record: Feedback): boolean =>
  record.pageUrl !== null || record.tags.length > 0 || record.status !== "new";

export const heightOf = (record: Feedback): number => (hasFoot(record) ? FOOTED : PLAIN);

/** One feedback in the list: what, who, where and when, to be taken in at a glance. */
export const Row = ({ record, start, position, size, selected, stop, marked, mark, query, now, opened }: RowProps) => {
  const page = pageOf(record);
  const picture = pictureAddress(record);
  return (
    <li
      class={hasFoot(record) ? "row row-footed" : "row"}
      style={{ transform: `translateY(${start}px)` }}
      aria-posinset={position}
      aria-setsize={size}
    >
      <a
        class={marked ? "row-link row-marked" : "row-link"}
        href={linkTo(record.id, query)}
        data-id={record.id}
        tabIndex={stop ? 0 : -1}
        aria-current={selected ? "true" : undefined}
        onClick={(event) => (event.shiftKey && mark ? mark(record.id, event) : opened(event, record.id))}
      >
        <CategoryMark category={record.category} />
        <span class="row-main">
          <span class="row-head">
            <bdi class="row-person">{personName(record)}</bdi>
            <TimeAgo at={record.createdAt} now={now} />
          </span>
          <span class="row-body">
            {isVisible(record.content) ? (
              <span class="row-text" dir="auto">
                {record.content.slice(0, EXCERPT)}
              </span>
            ) : (
              <span class="row-text nothing-seen">{TEXT.noVisibleText}</span>
            )}
            {picture && (
              <span class="row-picture">
                <img
                  src={picture}
                  alt={inboxText.inbox.picture}
                  loading="lazy"
                  decoding="async"
                  width="64"
                  height="44"
                  onError={({ currentTarget }) => currentTarget.setAttribute("data-failed", "")}
                />
              </span>
            )}
          </span>
          {hasFoot(record) && (
            <span class="row-foot">
              {record.status !== "new" && <StatusMark status={record.status} />}
              {page && (
                <bdi class="row-page" dir="ltr">
                  {page.host + (page.host && page.path === "/" ? "" : page.path)}
                </bdi>
              )}
              <Tags tags={record.tags} most={2} />
            </span>
          )}
        </span>
      </a>
      {mark && (
        <label class="row-check">
          <input
            type="checkbox"
            checked={marked}
            tabIndex={stop ? 0 : -1}
            aria-label={work.bulk.choose(personName(record))}
            onClick={(event) => mark(record.id, event)}
          />
        </label>
      )}
    </li>
  );
};
