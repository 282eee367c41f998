import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { mayDo } from "../../shared/contract/may-do.ts";
import { go, hrefOf } from "../address.ts";
import { nameOfGone } from "../explain.ts";
import { type RoomProps, useConsole } from "../room.tsx";
import { Gone } from "../ui/gone.tsx";
import { Notice } from "../ui/notice.tsx";
import { useNow } from "../ui/use-now.ts";
import { useWide } from "../ui/use-wide.ts";
import { Asking, usedTags } from "./asking.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { Detail } from "./detail.tsx";
import { Empty } from "./empty.tsx";
import { type Filters, isSame, NO_FILTERS, readFilters, writeFilters } from "./filters.ts";
import { InboxHead } from "./inbox-head.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { List } from "./list.tsx";
import { NothingListed } from "./nothing-listed.tsx";
import { ListSkeleton } from "./skeleton.tsx";
import { text as inboxText } from "./text.ts";
import { Toast } from "./toast.tsx";
import { useCursor } from "./use-cursor.ts";
import { useDeeds } from "./use-deeds.ts";
import { useFocusKept } from "./use-focus-kept.ts";
import { useInbox } from "./use-inbox.ts";
import { useKeyboard } from "./use-keyboard.ts";
import { useMarked } from "./use-marked.ts";
import { useNames } from "./use-names.ts";
import { useOpenRecord } from "./use-open-record.ts";
import { useOpening } from "./use-opening.ts";
import { useSelection } from "./use-selection.ts";
import { useWork } from "./use-work.ts";

const text = inboxText.inbox;

/** What came while the page was open, said once to those who listen to it. */
const Arrivals = ({ arrived }: { arrived: { count: number } | undefined }) => (
  <p class="hidden" role="status">
    {arrived && arrived.count > 0 ? text.arrived(arrived.count) : ""}
  </p>
);

/** The inbox: list and detail side by side, on a phone one in the place of the other. */
export const InboxPage = ({ address }: RoomProps) => {
  const { now, session, viewIsThere } = useConsole();
  const { right } = session.member;
  const [mayWork, mayDelete] = [mayDo(right, "workOnFeedback"), mayDo(right, "deleteFeedback")];
  const wanted = `${writeFilters(readFilters(address.query))}`;
  const filters = useMemo(() => readFilters(new URLSearchParams(wanted)), [wanted]);
  const [state, inbox] = useInbox(filters);
  const [selected, select] = useSelection(address);
  const names = useNames();
  const wide = useWide();
  const time = useNow(now);
  const page = useRef<HTMLElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const search = useRef<HTMLInputElement>(null);

  const isLoading = state.is === "loading";
  useEffect(() => {
    if (!isLoading) viewIsThere();
  }, [isLoading, viewIsThere]);
  const ready = state.is === "ready" ? state : undefined;
  const gone = state.is === "failed" ? nameOfGone(state.error) : undefined;
  const records = useMemo(() => ready?.records ?? [], [ready?.records]);
  const record = useOpenRecord(selected, inbox, state.is !== "loading");
  const [cursor, lead, follow] = useCursor(selected);
  const marked = useMarked(records);
  const work = useWork(inbox);
  const loadMore = useCallback(() => void inbox?.more(), [inbox]);
  const [asksFilter, askFilter] = useState(false);
  const [showsKeys, showKeys] = useState(false);
  const tags = useMemo(() => usedTags(records), [records]);
  const change = (next: Filters) => go(hrefOf("inbox", selected ? [selected] : [], writeFilters(next)), "replace");

  const { opened, back } = useOpening({
    page,
    heading,
    selected,
    select,
    lead,
    follow,
    wide,
    shown: record.is === "ready",
  });
  const open = record.is === "ready" ? record.record : undefined;
  useFocusKept(page, wanted);
  const deeds = useDeeds({ inbox, records, open, cursor, lead, marked, selected, select, wide, work, filters });
  useKeyboard({
    move: deeds.move,
    back: marked.records.length > 0 ? marked.none : selected === undefined ? undefined : back,
    keys: {
      ...(mayWork ? deeds.keys : {}),
      o: deeds.open,
      "/": () => search.current?.select(),
      f: () => askFilter(true),
      "?": () => showKeys(true),
    },
  });

  const isBare = isSame(filters, NO_FILTERS) && selected === undefined;
  if (ready && records.length === 0 && ready.cursor === null && isBare && !ready.isStale && !deeds.hadAny)
    return (
      <main class="inbox-empty">
        <h1 class="hidden">{text.title}</h1>
        <Empty />
      </main>
    );
  const query = writeFilters(filters);
  return (
    <main class={selected ? "inbox one-open" : "inbox"} ref={page} tabIndex={-1}>
      <section class="list-pane" aria-labelledby="inbox-title">
        <InboxHead
          filters={filters}
          change={change}
          names={names}
          tags={tags}
          live={ready?.live}
          search={search}
          leaveSearch={() => lead((records.find(({ id }) => id === cursor.id) ?? records[0])?.id, true)}
          asksFilter={asksFilter}
          askFilter={askFilter}
          openKeys={() => showKeys(true)}
          tell={work.tell}
        />
        {marked.records.length > 0 && (
          <BulkBar
            marked={marked}
            loaded={records.length}
            mayDelete={mayDelete}
            ask={deeds.ask}
            archive={deeds.archive}
          />
        )}
        <Arrivals arrived={ready?.arrived} />
        <div class={ready?.isStale ? "list-scroll stale" : "list-scroll"} ref={scroll} aria-busy={ready?.isStale}>
          {state.is === "loading" && <ListSkeleton />}
          {state.is === "failed" && gone !== undefined && (
            <Gone name={gone} clear={(name) => change({ ...filters, [name]: NO_FILTERS[name as keyof Filters] })} />
          )}
          {state.is === "failed" && gone === undefined && (
            <Notice title={text.failed} error={state.error} retry={() => void inbox?.load()} />
          )}
          {ready && records.length === 0 && ready.cursor === null && (
            <NothingListed filters={filters} mayWork={mayWork} change={change} />
          )}
          {ready && (records.length > 0 || ready.cursor !== null) && (
            <List
              scroll={scroll}
              records={records}
              selected={selected}
              cursor={cursor}
              marked={mayWork ? marked : undefined}
              query={query}
              now={time}
              opened={opened}
              hasMore={ready.cursor !== null}
              more={ready.more}
              loadMore={loadMore}
            />
          )}
        </div>
      </section>
      <Detail
        state={record}
        query={query}
        choice={ready !== undefined}
        now={time}
        heading={heading}
        back={back}
        work={{
          mayWork,
          mayDelete,
          names,
          ask: deeds.askOpen,
          archive: deeds.archiveOpen,
          tell: (said) => work.tell({ text: said }),
          same: deeds.sameAs,
        }}
      />
      {deeds.question && (
        <Asking
          question={deeds.question.is}
          records={deeds.question.records}
          all={records}
          names={names}
          work={work}
          setStatus={deeds.setStatus}
          removed={deeds.goOn}
          closed={deeds.answered}
        />
      )}
      {work.conflicts.length > 0 && <ConflictDialog conflicts={work.conflicts} names={names} settle={work.settle} />}
      {showsKeys && <KeysDialog mayWork={mayWork} closed={() => showKeys(false)} />}
      <Toast told={work.told} dismiss={work.dismiss} />
    </main>
  );
};
