import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";

type VirtualOptions = {
  scroll: RefObject<HTMLElement | null>;
  /** The height of each row in pixels: known beforehand, so nothing is measured. */
  heights: readonly number[];
  keyOf: (index: number) => string;
  /** The row that stays drawn wherever the list is scrolled to: focus is on it. */
  kept: number;
};

export type Virtual = { items: VirtualItem[]; height: number; startOf: (index: number) => number; at: () => number };

/** The first row whose end lies below `offset`. `starts` has one more than there are rows. */
const rowAt = (starts: readonly number[], offset: number): number => {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle + 1]! > offset) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Which rows of a long list are drawn: those that are seen, some around them, and one that must not go. */
export const useVirtual = ({ scroll, heights, keyOf, kept }: VirtualOptions): Virtual => {
  const [, draw] = useState(0);
  const starts = useMemo(() => {
    let sum = 0;
    return [0, ...heights.map((height) => (sum += height))];
  }, [heights]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are those of the records that keys are of
  const getItemKey = useMemo(() => keyOf, [heights]);
  const options = {
    count: heights.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index: number) => heights[index]!,
    getItemKey,
    overscan: 6,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    initialRect: { width: 400, height: 800 },
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const drawn = defaultRangeExtractor(range);
      if (kept < 0 || kept >= heights.length || drawn.includes(kept)) return drawn;
      return kept < drawn[0]! ? [kept, ...drawn] : [...drawn, kept];
    },
    onChange: () => draw((count) => count + 1),
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: made once, and told of each change below
  const virtualizer = useMemo(() => new Virtualizer<HTMLElement, HTMLElement>(options), []);
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems(),
    height: starts.at(-1)!,
    startOf: (index) => starts[index] ?? 0,
    at: () => rowAt(starts, scroll.current?.scrollTop ?? 0),
  };
};
