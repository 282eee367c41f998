type Range = readonly [first: number, last: number];

/** The ranges of a `unicode-range`, in order. One that says nothing is all of Unicode. */
export const rangesOf = (text: string): Range[] => {
  const ranges = [...text.matchAll(/u\+([0-9a-f?]+)(?:-([0-9a-f]+))?/gi)].map(
    ([, first = "", last]): Range => [
      Number.parseInt(first.replaceAll("?", "0"), 16),
      Number.parseInt(last ?? first.replaceAll("?", "f"), 16),
    ],
  );
  return ranges.length > 0 ? ranges.sort(([a], [b]) => a - b) : [[0, 0x10ffff]];
};

/** Whether some character is in one of the ranges. */
export const covers = (ranges: readonly Range[], characters: ReadonlySet<number>): boolean => {
  for (const one of characters) if (ranges.some(([first, last]) => one >= first && one <= last)) return true;
  return false;
};
