import type { Action, Command, Group, Option } from "./command.ts";
import { isGroup } from "./command.ts";

const columns = (rows: Array<[string, string]>, gap = 3): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + gap;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
};

const optionRow = ([name, { value, about, multiple }]: [string, Option]): [string, string] => [
  `--${name}${value ? ` ${value}` : ""}`,
  multiple ? `${about}; may be repeated` : about,
];

const EVERYWHERE: Array<[string, string]> = [
  ["--json", "answer with JSON on standard output, errors too"],
  ["--help", "print this"],
];

/** What `earshot NAME --help` prints for one action. */
export const actionHelp = ({ usage, summary, about, options, examples }: Action): string =>
  [
    `earshot ${usage}`,
    "",
    `  ${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    ...(about ? ["", ...about.split("\n").map((line) => (line ? `  ${line}` : ""))] : []),
    "",
    "Options:",
    ...columns([...Object.entries(options).map(optionRow), ...EVERYWHERE]),
    "",
    "Examples:",
    ...examples.flatMap(([command, what]) => [`  ${command}`, `      ${what}`]),
    "",
  ].join("\n");

/** What `earshot NAME --help` prints for several actions under one word. */
export const groupHelp = ({ summary, actions }: Group): string =>
  [
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    "",
    ...columns(Object.values(actions).map((action) => [`earshot ${action.usage}`, action.summary])),
    "",
    "Each has its own --help, with examples.",
    "",
  ].join("\n");

/** What `earshot --help` prints. */
export const overview = (version: string, commands: Record<string, Command>): string =>
  [
    `earshot ${version}: feedback from the page itself`,
    "",
    ...columns(
      Object.entries(commands).flatMap(
        ([name, command]): Array<[string, string]> => [
          [`earshot ${name}`, command.summary],
          ...(isGroup(command) ? [["", Object.keys(command.actions).join(", ")] as [string, string]] : []),
        ],
      ),
    ),
    "",
    "Each has its own --help, with examples; --json makes every answer readable for programs, of errors too.",
    "Ends with 0 when it is done, with 1 when it is not (standard error says what to do), with 130 when it was interrupted.",
    "Settings come from the environment (see the README): EARSHOT_DATA, or DATABASE_URL, says which installation is meant.",
    "",
  ].join("\n");

/** Rows under headings, as wide as they need to be. */
export const table = (headings: string[], rows: string[][]): string => {
  const widths = headings.map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [headings, ...rows]
    .map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
};
