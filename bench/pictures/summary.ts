import { fixed, print, table } from "../server/table.ts";
import { type Engine, OURS } from "./engines.ts";
import { ALIKE, at, median, pairsOf, type Result } from "./figures.ts";
import { printGoals } from "./goals.ts";
import type { Call } from "./visit.ts";

const RIGHT = 0.98;

const n = (value: number | undefined, digits = 0): string =>
  value === undefined || !Number.isFinite(value) ? "–" : fixed(value, digits);

const figuresOf = (results: Result[]) => {
  const of = (call: "cold" | "warm", key: keyof Call) => results.flatMap((result) => result[call]?.[key] ?? []);
  return {
    drawn: results.filter(({ failed }) => !failed).length,
    pages: results.length,
    right: results.filter(({ ssim }) => ssim >= RIGHT).length,
    ssim: results.map(({ ssim }) => ssim),
    off: results.map(({ off }) => off),
    cold: of("cold", "ms"),
    warm: of("warm", "ms"),
    cpu: of("cold", "cpuMs"),
    cpuWarm: of("warm", "cpuMs"),
    longest: of("cold", "longestMs"),
    peak: of("cold", "peakMb"),
    left: results.filter(({ left }) => left).length,
  };
};
type Figures = ReturnType<typeof figuresOf>;

const three = (values: number[], digits = 0): string =>
  [at(values, 0.5), at(values, 0.75), at(values, 1)].map((value) => n(value, digits)).join(" / ");

const printEngines = (engines: Engine[], figures: Map<string, Figures>): void => {
  table(
    "Each engine on the pages that can be drawn",
    "engine",
    "pictures",
    "SSIM median / p25 / worst",
    `pages from ${RIGHT}`,
    "% of pixels off, median / p75 / worst",
    "brotli KB, and with what only some pages need",
    "pages it leaves elements in",
  );
  for (const { name, title, brotli, brotliWhole } of engines) {
    const { drawn, pages, ssim, right, off, left } = figures.get(name)!;
    const fidelity = [at(ssim, 0.5), at(ssim, 0.25), at(ssim, 0)].map((value) => n(value, 4)).join(" / ");
    const sizes = [...new Set([brotli, brotliWhole].map((bytes) => n(bytes / 1_024, 1)))].join(", ");
    print(title, `${drawn} of ${pages}`, fidelity, right, three(off, 2), sizes, left);
  }
  table(
    "What a picture costs, where there was one: median / p75 / worst",
    "engine",
    "cold ms",
    "warm ms",
    "CPU ms cold",
    "CPU ms warm",
    "longest task ms",
    "memory MB",
  );
  for (const { name, title } of engines) {
    const { cold, warm, cpu, cpuWarm, longest, peak } = figures.get(name)!;
    print(title, three(cold), three(warm), three(cpu), three(cpuWarm), three(longest), three(peak));
  }
};

/** No task of less is told apart from none. */
const TASK_MS = 50;

const printRatios = (engines: Engine[], results: Result[]): void => {
  table(
    "Ours against each, on the pages that both drew (medians)",
    "engine",
    "pages",
    "ours as like or more",
    "SSIM ours / its",
    "CPU ms ours / its",
    "of its CPU",
    "of its cold time",
    "of its longest task",
    "of its memory",
  );
  const rows: [title: string, name?: string][] = engines.map(({ title, name }) => [title, name]);
  for (const [title, name] of [...rows, ["the best of them, page by page, figure by figure"] as [string]]) {
    if (name === OURS) continue;
    const pairs = pairsOf(results, name);
    const both = (of: (result: Result) => number, digits: number) =>
      [0, 1].map((side) => n(median(pairs.map((pair) => of(pair[side]!))), digits)).join(" / ");
    const ratio = (of: (call: Call) => number) =>
      n(median(pairs.map(([mine, other]) => of(mine.cold!) / Math.max(1, of(other.cold!)))), 2);
    print(
      title,
      pairs.length,
      pairs.filter(([mine, other]) => mine.ssim >= other.ssim - ALIKE).length,
      both(({ ssim }) => ssim, 4),
      both(({ cold }) => cold!.cpuMs, 0),
      ratio(({ cpuMs }) => cpuMs),
      ratio(({ ms }) => ms),
      ratio(({ longestMs }) => Math.max(TASK_MS, longestMs)),
      ratio(({ peakMb }) => peakMb),
    );
  }
};

const printPages = (title: string, engines: Engine[], results: Result[], cell: (result: Result) => string): void => {
  table(title, "page", ...engines.map((engine) => engine.title));
  for (const page of new Set(results.map((result) => result.page)))
    print(
      page.apart ? `${page.name} (${page.apart})` : page.name,
      ...engines.map(({ name }) => {
        const result = results.find((one) => one.page === page && one.engine.name === name);
        return result ? cell(result) : "–";
      }),
    );
};

/** Everything as tables in Markdown: the summary of pages that can be drawn, then each page by itself. */
export const printAll = (engines: Engine[], results: Result[]): void => {
  const counted = results.filter(({ page }) => !page.apart);
  const of = (name: string) => counted.filter(({ engine }) => engine.name === name);
  printEngines(engines, new Map(engines.map(({ name }) => [name, figuresOf(of(name))])));
  printRatios(engines, counted);
  printGoals(engines, counted);
  printPages("Page by page: SSIM, % of pixels off", engines, results, ({ failed, ssim, off }) =>
    failed ? "no picture" : `${n(ssim, 4)}, ${n(off, 2)}`,
  );
  printPages("Page by page: CPU ms cold / warm, longest task ms", engines, results, ({ cold, warm }) =>
    cold ? `${n(cold.cpuMs)} / ${n(warm?.cpuMs)}, ${n(cold.longestMs)}` : "–",
  );
  // Several engines give up for the same reason on several pages.
  const reasons = Map.groupBy(
    results.filter(({ failed }) => failed),
    ({ engine, failed }) => `${engine.title}: ${failed}`,
  );
  if (reasons.size > 0) process.stdout.write("\nNo picture:\n\n");
  for (const [reason, those] of reasons)
    process.stdout.write(`- ${reason} (${those.map(({ page }) => page.name).join(", ")})\n`);
};
