import { Icon } from "../ui/icon.tsx";
import type { Question } from "./asking.tsx";
import type { Marked } from "./use-marked.ts";
import { work } from "./work-text.ts";

type BulkBarProps = {
  marked: Marked;
  loaded: number;
  mayDelete: boolean;
  ask: (question: Question) => void;
  archive: () => void;
};

/** What can be done with all that are chosen, in place of the list's head. */
export const BulkBar = ({ marked, loaded, mayDelete, ask, archive }: BulkBarProps) => {
  const { actions, bulk } = work;
  const count = marked.records.length;
  return (
    <div class="bulk-bar" role="toolbar" aria-label={bulk.label}>
      <div class="bulk-count">
        <strong role="status">{bulk.chosen(count)}</strong>
        {count < loaded && (
          <button type="button" class="link-button" onClick={marked.all}>
            {bulk.all} ({loaded})
          </button>
        )}
        <button type="button" class="icon-button" aria-label={bulk.none} onClick={marked.none}>
          <Icon name="close" size={16} />
        </button>
      </div>
      <div class="bulk-actions">
        <button type="button" class="button" onClick={() => ask("status")}>
          {actions.status}
        </button>
        <button type="button" class="button" onClick={() => ask("assignee")}>
          {actions.assign}
        </button>
        <button type="button" class="button" onClick={() => ask("tags")}>
          {actions.tags}
        </button>
        <button type="button" class="button" onClick={archive}>
          {actions.archive}
        </button>
        {mayDelete && (
          <button type="button" class="button danger" onClick={() => ask("remove")}>
            {actions.remove}
          </button>
        )}
      </div>
    </div>
  );
};
