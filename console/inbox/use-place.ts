import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import type { Virtual } from "./use-virtual.ts";

type Place = {
  scroll: RefObject<HTMLElement | null>;
  records: readonly Feedback[];
  virtual: Virtual;
  /** Whether rows may come in above while the list stands at its top: not while somebody moves through it by keyboard. */
  isHeld: () => boolean;
};

/**
 * Keeps the reader's place: the row at the top stays where it is when others come or go above it. When it goes itself, the next one
 * that is still there takes its place. A list at its top shows what comes.
 */
export const usePlace = ({ scroll, records, virtual, isHeld }: Place): void => {
  const before = useRef<{ records: readonly Feedback[]; at: number; offset: number }>({ records, at: 0, offset: 0 });
  const note = () => {
    const top = scroll.current?.scrollTop ?? 0;
    const at = virtual.at();
    before.current = { records, at, offset: top - virtual.startOf(at) };
  };
  const current = useRef(note);
  current.current = note;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only other records move rows
  useLayoutEffect(() => {
    const { records: old, at, offset } = before.current;
    const element = scroll.current;
    if (element && old !== records && old.length > 0 && (element.scrollTop > 0 || isHeld())) {
      const indexes = new Map(records.map(({ id }, index) => [id, index]));
      const anchor = old.slice(at).find(({ id }) => indexes.has(id));
      if (anchor) {
        const isSame = anchor.id === old[at]!.id;
        const wanted = virtual.startOf(indexes.get(anchor.id)!) + (isSame ? offset : 0);
        if (Math.abs(element.scrollTop - wanted) > 0.5) element.scrollTop = wanted;
      }
    }
    note();
  }, [records]);

  useEffect(() => {
    const element = scroll.current;
    const listen = () => current.current();
    element?.addEventListener("scroll", listen, { passive: true });
    return () => element?.removeEventListener("scroll", listen);
  }, [scroll]);
};
