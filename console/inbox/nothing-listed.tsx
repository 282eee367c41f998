import { hrefOf } from "../address.ts";
import { type Filters, isSame, NO_FILTERS, writeFilters } from "./filters.ts";
import { work } from "./work-text.ts";

const text = work.filters;

const MINE: Filters = { ...NO_FILTERS, assignee: "me" };

/** With the key where the sentence names it. */
const [beforeKey, afterKey] = text.noneMineText.split("{key}");

type NothingListedProps = { filters: Filters; mayWork: boolean; change: (filters: Filters) => void };

/** A list with nothing in it: because all is done, because nothing is theirs, or because nothing matches; and the way on. */
export const NothingListed = ({ filters, mayWork, change }: NothingListedProps) => {
  const archive: Filters = { ...NO_FILTERS, status: ["archived"] };
  if (isSame(filters, MINE))
    return (
      <div class="nothing-listed" role="status">
        <h2>{text.noneMine}</h2>
        {mayWork ? (
          <p>
            {beforeKey}
            <kbd>a</kbd>
            {afterKey}
          </p>
        ) : (
          <p>{text.noneMineReading}</p>
        )}
        <a class="button" href={hrefOf("inbox")}>
          {text.toOpen}
        </a>
      </div>
    );
  if (isSame(filters, NO_FILTERS))
    return (
      <div class="nothing-listed">
        <h2>{text.caughtUp}</h2>
        <p>{text.caughtUpText}</p>
        <a class="button" href={hrefOf("inbox", [], writeFilters(archive))}>
          {text.toArchive}
        </a>
      </div>
    );
  return (
    <div class="nothing-listed" role="status">
      <h2>{text.noneTitle}</h2>
      <p>{text.noneText}</p>
      <div class="nothing-ways">
        {filters.status.length === 0 && (
          <button
            type="button"
            class="button"
            onClick={() =>
              change({ ...filters, status: ["new", "triaged", "queued", "in_progress", "done", "archived"] })
            }
          >
            {text.noneArchived}
          </button>
        )}
        <button type="button" class="button" onClick={() => change(NO_FILTERS)}>
          {text.clear}
        </button>
      </div>
    </div>
  );
};
