import { fixed, print, table } from "../server/table.ts";
import { type Engine, OURS } from "./engines.ts";
import { ALIKE, at, median, pairsOf, type Result } from "./figures.ts";

/** What ours is held to, on pages that can be drawn. */
export const printGoals = (engines: Engine[], results: Result[]): void => {
  const ours = results.filter(({ engine }) => engine.name === OURS);
  if (ours.length === 0) return;
  const calls = ours.flatMap(({ cold }) => cold ?? []);
  const ssim = ours.map((result) => result.ssim);
  const cpu = calls.map(({ cpuMs }) => cpuMs);
  const best = pairsOf(results);
  const asLike = best.filter(([mine, other]) => mine.ssim >= other.ssim - ALIKE).length;
  const cpuOf = (name: string) =>
    median(results.filter(({ engine }) => engine.name === name).flatMap(({ cold }) => cold?.cpuMs ?? []));
  const leastCpu = Math.min(...engines.filter(({ name }) => name !== OURS).map(({ name }) => cpuOf(name)));
  const size = engines.find(({ name }) => name === OURS)!.brotli / 1_024;

  table("Goals", "figure", "measured", "goal", "met");
  const row = (figure: string, measured: number, digits: number, goal: number, isMost: boolean) =>
    print(
      figure,
      fixed(measured, digits),
      `at ${isMost ? "most" : "least"} ${fixed(goal, digits)}`,
      (isMost ? measured <= goal : measured >= goal) ? "yes" : "**no**",
    );
  row("SSIM, median", median(ssim), 4, 0.998, false);
  row("SSIM, lower quarter", at(ssim, 0.25), 4, 0.985, false);
  row("SSIM, worst page", at(ssim, 0), 4, 0.93, false);
  if (best.length > 0) {
    row("% of pages as like as the best library's, or more", (asLike * 100) / best.length, 0, 90, false);
    row(
      "CPU of the library that is quickest in the median, ours in parts of it",
      median(cpu) / leastCpu,
      2,
      0.33,
      true,
    );
  }
  row("CPU ms, median", median(cpu), 0, 250, true);
  row("CPU ms, 9 of 10 pages", at(cpu, 0.9), 0, 800, true);
  row(
    "cold ms, worst page",
    at(
      calls.map(({ ms }) => ms),
      1,
    ),
    0,
    5_000,
    true,
  );
  row(
    "longest task ms, worst page",
    at(
      calls.map(({ longestMs }) => longestMs),
      1,
    ),
    0,
    120,
    true,
  );
  row("memory MB, median", median(calls.map(({ peakMb }) => peakMb)), 0, 30, true);
  row("brotli KB", size, 1, 10, true);
  row("pages with elements left in", ours.filter(({ left }) => left).length, 0, 0, true);
};
