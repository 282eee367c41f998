import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { TEXT } from "../text.ts";
import { heightOf, Row } from "./row.tsx";
import { text as inboxText } from "./text.ts";
import type { Cursor } from "./use-cursor.ts";
import type { Marked } from "./use-marked.ts";
import { usePlace } from "./use-place.ts";
import { useVirtual } from "./use-virtual.ts";

type ListProps = {
  scroll: RefObject<HTMLDivElement | null>;
  records: Feedback[];
  selected: string | undefined;
  cursor: Cursor;
  marked: Marked | undefined;
  query: URLSearchParams;
  now: number;
  opened: (event: MouseEvent, id: string) => void;
  hasMore: boolean;
  more: "idle" | "loading" | "failed";
  loadMore: () => void;
};

/** The rows that are seen, out of as many as there are, and more of them when the end comes near. */
export const List = ({ scroll, records, selected, cursor, marked, query, now, opened, ...older }: ListProps) => {
  const at = useMemo(() => records.findIndex(({ id }) => id === cursor.id), [records, cursor.id]);
  const heights = useMemo(() => records.map(heightOf), [records]);
  const list = useRef<HTMLUListElement>(null);
  const virtual = useVirtual({ scroll, heights, keyOf: (index) => records[index]?.id ?? "", kept: at });
  const isHeld = () => list.current?.contains(document.activeElement) ?? false;
  usePlace({ scroll, records, virtual, isHeld });

  // Where the keys lead, the list follows: as little as it takes, with a piece of the next row.
  // biome-ignore lint/correctness/useExhaustiveDependencies: being led somewhere moves the list, and nothing else
  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element || at < 0 || cursor.asked === 0) return;
    const [top, bottom] = [virtual.startOf(at), virtual.startOf(at + 1)];
    const piece = 24;
    if (top - piece < element.scrollTop) element.scrollTop = Math.max(0, top - piece);
    else if (bottom + piece > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom + piece - element.clientHeight;
    if (cursor.focus)
      list.current?.querySelector<HTMLElement>(`[data-id="${cursor.id}"]`)?.focus({ preventScroll: true });
  }, [cursor.asked]);

  /** One row takes part in the order of Tab: a list of thousands is no way to the record beside it. */
  const stop = at >= 0 ? at : (virtual.items[0]?.index ?? 0);
  return (
    <>
      <ul class="rows" aria-label={inboxText.inbox.list} ref={list} style={{ height: `${virtual.height}px` }}>
        {virtual.items.map(({ index, start }) => {
          const record = records[index];
          if (!record) return null;
          return (
            <Row
              key={record.id}
              record={record}
              start={start}
              position={index + 1}
              size={older.hasMore ? -1 : records.length}
              selected={record.id === selected}
              stop={index === stop}
              marked={marked?.has(record.id)}
              mark={marked?.press}
              query={query}
              now={now}
              opened={opened}
            />
          );
        })}
      </ul>
      {older.hasMore ? <More {...older} loaded={records.length} /> : <p class="list-end fine">{inboxText.inbox.end}</p>}
    </>
  );
};

type MoreProps = Pick<ListProps, "more" | "loadMore"> & { loaded: number };

/** A button that presses itself when it is scrolled near; after a failure it waits to be pressed. */
const More = ({ more, loaded, loadMore }: MoreProps) => {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `loaded` looks again when a page came and the end is still near
  useEffect(() => {
    if (!place.current || more !== "idle") return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) loadMore();
      },
      { root: place.current.closest(".list-scroll"), rootMargin: "1200px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [more, loaded, loadMore]);
  return (
    <div class="list-end" ref={place}>
      {more === "failed" && (
        <p class="failure" role="alert">
          {inboxText.inbox.moreFailed}
        </p>
      )}
      <button type="button" class="button" disabled={more === "loading"} onClick={loadMore}>
        {more === "loading" ? inboxText.inbox.loadingMore : more === "failed" ? TEXT.tryAgain : inboxText.inbox.more}
      </button>
    </div>
  );
};
