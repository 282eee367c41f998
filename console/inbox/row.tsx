import type { Feedback } from "../../shared/contract/record.ts";
import { isVisible } from "../format/is-visible.ts";
import { readPageAddress } from "../format/page-address.ts";
import { personName } from "../format/person.ts";
import { TEXT } from "../text.ts";
import { CategoryMark } from "../ui/category-mark.tsx";
import { Tags } from "../ui/tags.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { pictureAddress } from "./picture.tsx";
import { linkTo } from "./use-selection.ts";

type RowProps = { record: Feedback; selected: boolean; now: number; opened: (event: MouseEvent, id: string) => void };

/** More than three lines of a row can hold: the rest of a long text would only be hidden by the style. */
const EXCERPT = 280;

/** One feedback in the list: what, who, where and when, to be taken in at a glance. */
export const Row = ({ record, selected, now, opened }: RowProps) => {
  const page = record.pageUrl === null ? undefined : readPageAddress(record.pageUrl);
  const picture = pictureAddress(record);
  return (
    <li class="row">
      <a
        class="row-link"
        href={linkTo(record.id)}
        data-id={record.id}
        aria-current={selected ? "true" : undefined}
        onClick={(event) => opened(event, record.id)}
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
                  alt={TEXT.inbox.picture}
                  loading="lazy"
                  decoding="async"
                  width="64"
                  height="44"
                  onError={({ currentTarget }) => currentTarget.setAttribute("data-failed", "")}
                />
              </span>
            )}
          </span>
          {(page || record.tags.length > 0) && (
            <span class="row-foot">
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
    </li>
  );
};
