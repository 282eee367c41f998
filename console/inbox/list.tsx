import { useEffect, useRef } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { TEXT } from "../text.ts";
import { Row } from "./row.tsx";

type ListProps = {
  records: Feedback[];
  selected: string | undefined;
  now: number;
  opened: (event: MouseEvent, id: string) => void;
  hasMore: boolean;
  more: "idle" | "loading" | "failed";
  loadMore: () => void;
};

/** The rows, and more of them when the end comes near. */
export const List = ({ records, selected, now, opened, hasMore, more, loadMore }: ListProps) => (
  <>
    <ul class="rows" aria-label={TEXT.inbox.list}>
      {records.map((record) => (
        <Row key={record.id} record={record} selected={record.id === selected} now={now} opened={opened} />
      ))}
    </ul>
    {hasMore ? (
      <More more={more} loaded={records.length} loadMore={loadMore} />
    ) : (
      <p class="list-end fine">{TEXT.inbox.end}</p>
    )}
  </>
);

/** A button that presses itself when it is scrolled near; after a failure it waits to be pressed. */
const More = ({ more, loaded, loadMore }: { more: ListProps["more"]; loaded: number; loadMore: () => void }) => {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `loaded` looks again when a page came and the end is still near
  useEffect(() => {
    if (!place.current || more !== "idle") return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) loadMore();
      },
      { root: place.current.closest(".list-scroll"), rootMargin: "600px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [more, loaded, loadMore]);
  return (
    <div class="list-end" ref={place}>
      {more === "failed" && (
        <p class="failure" role="alert">
          {TEXT.inbox.moreFailed}
        </p>
      )}
      <button type="button" class="button" disabled={more === "loading"} onClick={loadMore}>
        {more === "loading" ? TEXT.inbox.loadingMore : more === "failed" ? TEXT.tryAgain : TEXT.inbox.more}
      </button>
    </div>
  );
};
