import type { RefObject } from "preact";
import { mayDo } from "../../shared/contract/may-do.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useConsole } from "../room.tsx";
import { Icon } from "../ui/icon.tsx";
import { chipsOf, FilterChips } from "./filter-chips.tsx";
import { FilterDialog } from "./filter-dialog.tsx";
import { type Filters, listQuery } from "./filters.ts";
import { Menu } from "./menu.tsx";
import { SearchField } from "./search-field.tsx";
import { text as inboxText } from "./text.ts";
import type { Names } from "./use-names.ts";
import type { Told } from "./use-work.ts";
import { ViewTabs } from "./view-tabs.tsx";
import { work } from "./work-text.ts";

const text = inboxText.inbox;

const Liveness = ({ live }: { live: boolean }) => (
  <p class={live ? "liveness live" : "liveness"} role="status" title={live ? text.liveHint : text.awayHint}>
    {live ? text.live : text.away}
    {!live && <span class="hidden">. {text.awayHint}</span>}
  </p>
);

type InboxHeadProps = {
  filters: Filters;
  change: (filters: Filters) => void;
  names: Names;
  tags: readonly string[];
  /** Whether what is shown is up to date; `undefined` before there is anything. */
  live: boolean | undefined;
  search: RefObject<HTMLInputElement | null>;
  leaveSearch: () => void;
  asksFilter: boolean;
  askFilter: (open: boolean) => void;
  openKeys: () => void;
  tell: (told: Told) => void;
};

/** Above the list: its views, the search, and what it is narrowed to. */
export const InboxHead = (props: InboxHeadProps) => {
  const { filters, change, names, tags, live, search, leaveSearch, asksFilter, askFilter, openKeys, tell } = props;
  const { session } = useConsole();
  const { right } = session.member;
  const count = chipsOf(filters, names).length;
  return (
    <header class="list-head">
      <div class="list-title">
        <h1 id="inbox-title">{text.title}</h1>
        {live !== undefined && <Liveness live={live} />}
        <More filters={filters} mayExport={mayDo(right, "exportFeedback")} openKeys={openKeys} />
      </div>
      <ViewTabs filters={filters} mayShare={mayDo(right, "workOnFeedback")} tell={tell} />
      <div class="list-find">
        <SearchField field={search} value={filters.q} change={(q) => change({ ...filters, q })} leave={leaveSearch} />
        <button
          type="button"
          class="button"
          aria-haspopup="dialog"
          aria-keyshortcuts="f"
          onClick={() => askFilter(true)}
        >
          <Icon name="filter" size={16} />
          {work.filters.open}
          {count > 0 && <span class="count">{count}</span>}
        </button>
      </div>
      <FilterChips filters={filters} names={names} change={change} />
      {asksFilter && (
        <FilterDialog filters={filters} names={names} tags={tags} change={change} closed={() => askFilter(false)} />
      )}
    </header>
  );
};

/** What is seldom wanted: the list as a file, and the keys. */
const More = ({ filters, mayExport, openKeys }: { filters: Filters; mayExport: boolean; openKeys: () => void }) => {
  const { api } = useConsole();
  const address = (format: string) => api.urlOf(ROUTES.export, { query: { ...listQuery(filters), format } });
  return (
    <Menu label={work.actions.more}>
      {(close) => (
        <>
          {mayExport &&
            (["csv", "ndjson"] as const).map((format) => (
              <li key={format}>
                <a href={address(format)} download={`feedback.${format}`} onClick={close}>
                  {work.actions[format]}
                </a>
              </li>
            ))}
          <li>
            <button
              type="button"
              onClick={() => {
                close();
                openKeys();
              }}
            >
              {work.actions.keys}
            </button>
          </li>
        </>
      )}
    </Menu>
  );
};
