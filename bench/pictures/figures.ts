import { type Engine, OURS } from "./engines.ts";
import type { BenchPage } from "./pages.ts";
import type { Call } from "./visit.ts";

/** What an engine made of a page. */
export type Result = {
  page: BenchPage;
  engine: Engine;
  failed?: string | undefined;
  /** 0 where there was no picture. */
  ssim: number;
  /** Per cent of the pixels; 100 where there was no picture. */
  off: number;
  cold?: Call | undefined;
  warm?: Call | undefined;
  left?: number | undefined;
};

/** SSIM that nobody could tell from more. */
export const ALIKE = 0.0005;

/** The value below which a part of them is: 0 the least, 1 the most. */
export const at = (values: number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};
export const median = (values: number[]): number => at(values, 0.5);

const least = (calls: Call[], key: keyof Call): number => Math.min(...calls.map((call) => call[key]));

/** The best figure of any library for a page, each by itself: none has all of them. */
const bestOf = (results: Result[]): Result[] =>
  [...Map.groupBy(results, ({ page }) => page).values()].flatMap((ofPage) => {
    const those = ofPage.filter(({ cold, engine }) => cold && engine.name !== OURS);
    const [first] = those;
    if (!first) return [];
    const calls = those.flatMap(({ cold }) => cold ?? []);
    const cold = {
      ms: least(calls, "ms"),
      cpuMs: least(calls, "cpuMs"),
      longestMs: least(calls, "longestMs"),
      peakMb: least(calls, "peakMb"),
    };
    return [{ ...first, ssim: Math.max(...those.map(({ ssim }) => ssim)), cold }];
  });

/**
 * Ours beside another's, on pages that both drew: an engine that gives up on the hard ones looks quick.
 *
 * @param name The other's; without it the best library's for each page and figure.
 */
export const pairsOf = (results: Result[], name?: string): (readonly [Result, Result])[] => {
  const others = name ? results.filter(({ engine }) => engine.name === name) : bestOf(results);
  return results
    .filter(({ engine, cold }) => engine.name === OURS && cold)
    .flatMap((mine) => {
      const other = others.find(({ page, cold }) => page === mine.page && cold);
      return other ? [[mine, other] as const] : [];
    });
};
