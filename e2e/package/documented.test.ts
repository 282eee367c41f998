import { expect, it } from "vitest";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { projectFiles, read } from "./source-files.ts";

it("every error code is snake_case and has the status of a refusal", () => {
  const wrong = Object.entries(ERROR_STATUS)
    .filter(([code, status]) => !/^[a-z]+(_[a-z]+)*$/.test(code) || status < 400 || status > 599)
    .map(([code]) => code);
  expect(wrong).toEqual([]);
});

/** Names of our settings wherever the server or the build reads its environment, whichever object carries it. */
const settings = (): string[] => {
  const sources = projectFiles().filter((file) => /^(server|build)\/.*\.ts$/.test(file) && !file.endsWith(".test.ts"));
  const names = sources.flatMap((file) => [
    ...(read(file).match(/\bEARSHOT_[A-Z0-9_]+\b/g) ?? []),
    ...[...read(file).matchAll(/\benv(?:ironment)?\??\.?\[?"?(PORT|HOST|TRUST_PROXY_HOPS)\b/g)].map(
      (match) => match[1]!,
    ),
  ]);
  return [...new Set(names)].sort();
};

it("every setting has a row in the README's table of settings", () => {
  const rows = read("README.md")
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const missing = settings().filter((name) => !rows.some((row) => row.includes(`\`${name}\``)));
  expect(missing, "add a row for each: its name in backticks, what it does, its unit, its default").toEqual([]);
});
