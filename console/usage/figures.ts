import type { Usage } from "../../shared/contract/usage.ts";

type Row = Usage["data"][number];

/** One line of a chart: a figure for each day. */
export type Series = { name: string; label: string; values: number[] };

const DAY_MS = 24 * 3_600_000;

/** Every day of the range, oldest first: days on which nothing happened are in no answer. */
export const daysOf = ({ from, to }: Pick<Usage, "from" | "to">): string[] => {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

/** The first day of a range of so many that ends today, in UTC, as the server counts them. */
export const firstDay = (now: number, days: number): string =>
  new Date(now - (days - 1) * DAY_MS).toISOString().slice(0, 10);

export const totalOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export const refusedOf = ({ refusals }: Row): number => totalOf(Object.values(refusals));

/**
 * Figures by day, a line for each name, those with most first; from the sixth on they are one line.
 *
 * @param counts What a row adds, by name.
 */
export const seriesOf = (
  { data, ...range }: Usage,
  counts: (row: Row) => Iterable<readonly [name: string, count: number]>,
  labels: { of: (name: string) => string; rest: string },
): Series[] => {
  const days = daysOf(range);
  const at = new Map(days.map((day, index) => [day, index]));
  const byName = new Map<string, number[]>();
  for (const row of data) {
    const index = at.get(row.day);
    if (index === undefined) continue;
    for (const [name, count] of counts(row)) {
      if (count === 0) continue;
      const values = byName.get(name) ?? days.map(() => 0);
      byName.set(name, values);
      values[index] = (values[index] ?? 0) + count;
    }
  }
  const all = [...byName]
    .map(([name, values]) => ({ name, label: labels.of(name), values }))
    .sort((a, b) => totalOf(b.values) - totalOf(a.values) || (a.name < b.name ? -1 : 1));
  if (all.length <= MOST) return all;
  const shown = all.slice(0, MOST - 1);
  const rest = all.slice(MOST - 1);
  const values = days.map((_, index) => totalOf(rest.map((series) => series.values[index] ?? 0)));
  return [...shown, { name: "", label: labels.rest, values }];
};

/** More lines than that nobody tells apart. */
const MOST = 6;
