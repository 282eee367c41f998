import { hrefOf } from "../address.ts";
import { type Filters, isSame, NO_FILTERS, writeFilters } from "./filters.ts";
import { work } from "./work-text.ts";

const text = work.filters;

/** A list with nothing in it: because all is done, or because nothing matches, and the way on. */
export const NothingListed = ({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) => {
  const archive: Filters = { ...NO_FILTERS, status: ["archived"] };
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
