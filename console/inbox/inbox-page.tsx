import { useCallback, useRef } from "preact/hooks";
import { type RoomProps, useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Notice } from "../ui/notice.tsx";
import { useNow } from "../ui/use-now.ts";
import { useWide } from "../ui/use-wide.ts";
import { Detail } from "./detail.tsx";
import { Empty } from "./empty.tsx";
import { List } from "./list.tsx";
import { ListSkeleton } from "./skeleton.tsx";
import { useInbox } from "./use-inbox.ts";
import { useKeyboard } from "./use-keyboard.ts";
import { useOpening } from "./use-opening.ts";
import { useRecord } from "./use-record.ts";
import { useSelection } from "./use-selection.ts";

const text = TEXT.inbox;

const Liveness = ({ live }: { live: boolean }) => (
  <p class={live ? "liveness live" : "liveness"} role="status" title={live ? text.liveHint : text.awayHint}>
    {live ? text.live : text.away}
    {!live && <span class="hidden">. {text.awayHint}</span>}
  </p>
);

/** What came while the page was open, said once to those who listen to it. */
const Arrivals = ({ arrived }: { arrived: { count: number } | undefined }) => (
  <p class="hidden" role="status">
    {arrived && arrived.count > 0 ? text.arrived(arrived.count) : ""}
  </p>
);

/** The inbox: list and detail side by side, on a phone one in the place of the other. */
export const InboxPage = ({ address }: RoomProps) => {
  const { api, now, refreshMs, signedOut } = useConsole();
  const [state, inbox] = useInbox(api, refreshMs, signedOut);
  const [selected, select] = useSelection(address);
  const wide = useWide();
  const time = useNow(now);
  const page = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const ready = state.is === "ready" ? state : undefined;
  const records = ready?.pages.records ?? [];
  const listed = records.find(({ id }) => id === selected);
  const record = useRecord(api, selected, listed, state.is !== "loading", signedOut);
  const loadMore = useCallback(() => void inbox?.more(), [inbox]);

  const { opened, back } = useOpening({ page, heading, selected, select, wide, shown: record.is === "ready" });
  useKeyboard({ page, records, selected, select, wide, back });

  if (ready && records.length === 0 && selected === undefined)
    return (
      <main class="inbox-empty">
        <h1 class="hidden">{text.title}</h1>
        <Empty />
      </main>
    );
  return (
    <main class={selected ? "inbox one-open" : "inbox"} ref={page}>
      <section class="list-pane" aria-labelledby="inbox-title">
        <header class="list-head">
          <h1 id="inbox-title">{text.title}</h1>
          {ready && <Liveness live={ready.live} />}
          <Arrivals arrived={ready?.arrived} />
        </header>
        <div class="list-scroll">
          {state.is === "loading" && <ListSkeleton />}
          {state.is === "failed" && <Notice title={text.failed} error={state.error} retry={() => void inbox?.load()} />}
          {ready && (
            <List
              records={records}
              selected={selected}
              now={time}
              opened={opened}
              hasMore={ready.pages.cursor !== null}
              more={ready.more}
              loadMore={loadMore}
            />
          )}
        </div>
      </section>
      <Detail state={record} choice={ready !== undefined} now={time} heading={heading} back={back} />
    </main>
  );
};
