import { cpus, loadavg, totalmem } from "node:os";

export const fixed = (value: number, digits = 0): string =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const print = (...cells: Array<string | number>): void =>
  void process.stdout.write(`| ${cells.join(" | ")} |\n`);

/** A heading, and the head of a table in Markdown. */
export const table = (title: string, ...heads: string[]): void => {
  process.stdout.write(`\n### ${title}\n\n`);
  print(...heads);
  print(...heads.map(() => "---"));
};

/** A goal, and whether a figure meets it. */
export const atMost = (value: number, goal: number): string =>
  `at most ${fixed(goal)}: ${value <= goal ? "yes" : "no"}`;
export const atLeast = (value: number, goal: number): string =>
  `at least ${fixed(goal)}: ${value >= goal ? "yes" : "no"}`;

/** How busy the machine has been for one, five and fifteen minutes. */
export const load = (): string =>
  loadavg()
    .map((value) => fixed(value, 1))
    .join(" ");

/** What a figure was taken on: without it, it says nothing. */
export const machine = (): string =>
  `${new Date().toISOString().slice(0, 16)}Z, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${fixed(totalmem() / 2 ** 30)} GB, load ${load()}`;
