import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";

export type Marked = {
  /** Those of the list, in its order. */
  records: Feedback[];
  has: (id: string) => boolean;
  /** Of a row, by mouse: with Shift all between the last one and this. */
  press: (id: string, event: MouseEvent) => void;
  toggle: (id: string) => void;
  all: () => void;
  none: () => void;
};

/** Which rows are chosen for what is done with many at once. What leaves the list is no longer chosen. */
export const useMarked = (records: Feedback[]): Marked => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const toggle = useCallback((id: string) => {
    last.current = id;
    setIds((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const those = useMemo(() => (ids.size === 0 ? [] : records.filter(({ id }) => ids.has(id))), [records, ids]);
  const press = (id: string, event: MouseEvent) => {
    const from = records.findIndex((record) => record.id === last.current);
    if (!event.shiftKey || from < 0) {
      if (event.shiftKey) event.preventDefault();
      return toggle(id);
    }
    if ((event.currentTarget as HTMLElement).tagName === "A") event.preventDefault(); // no second window
    const to = records.findIndex((record) => record.id === id);
    const between = records.slice(Math.min(from, to), Math.max(from, to) + 1);
    setIds((now) => new Set([...now, ...between.map((record) => record.id)]));
    last.current = id;
  };
  return {
    records: those,
    has: (id) => ids.has(id),
    press,
    toggle,
    all: () => setIds(new Set(records.map(({ id }) => id))),
    none: () => setIds(new Set()),
  };
};
