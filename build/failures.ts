import { stripVTControlCharacters } from "node:util";

type Report = Record<string, unknown>;

const list = (value: unknown): Report[] => (Array.isArray(value) ? (value as Report[]) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const LINES = 6;
/** A name, and under it the first lines of what was said. */
const entry = (name: string, said: string): string =>
  [
    name,
    ...stripVTControlCharacters(said)
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(0, LINES)
      .map((line) => `    ${line}`),
  ].join("\n");

/** What failed, as Vitest's JSON report says it: a file that did not load stands for its tests. */
export const failuresOfVitest = (report: Report): string[] =>
  list(report.testResults).flatMap((file) => {
    const failed = list(file.assertionResults).filter(({ status }) => status === "failed");
    if (failed.length === 0 && file.status === "failed") return [entry(text(file.name), text(file.message))];
    return failed.map((one) =>
      entry(`${text(file.name)} > ${text(one.fullName)}`, (one.failureMessages as string[] | undefined)?.[0] ?? ""),
    );
  });

/** What failed, as Playwright's JSON report says it: also what passed only when it was tried again, and what no test is at fault for. */
export const failuresOfPlaywright = (report: Report): string[] => {
  const inSuite = (suite: Report): string[] => [
    ...list(suite.specs).flatMap((spec) =>
      list(spec.tests)
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map((one) => {
          const errors = list(one.results).flatMap(({ errors }) => list(errors));
          return entry(
            `[${text(one.projectName)}] ${text(spec.file)}:${String(spec.line)} > ${text(spec.title)}`,
            text(errors[0]?.message),
          );
        }),
    ),
    ...list(suite.suites).flatMap(inSuite),
  ];
  return [
    ...list(report.suites).flatMap(inSuite),
    ...list(report.errors).map(({ message }) => entry("outside of any test", text(message))),
  ];
};
