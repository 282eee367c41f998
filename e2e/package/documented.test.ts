import { expect, it } from "vitest";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { projectFiles, read } from "./source-files.ts";

it("every error code is snake_case and has the status of a refusal", () => {
  const wrong = Object.entries(ERROR_STATUS)
    .filter(([code, status]) => !/^[a-z]+(_[a-z]+)*$/.test(code) || status < 400 || status > 599)
    .map(([code]) => code);
  expect(wrong).toEqual([]);
});

/** Every setting that the server or the build names, in whichever object it arrives. */
const settings = (): string[] => {
  const sources = projectFiles().filter((file) => /^(server|build)\/.*\.ts$/.test(file) && !file.endsWith(".test.ts"));
  const names = sources.flatMap(
    (file) => read(file).match(/\b(EARSHOT_[A-Z0-9_]+|PORT|HOST|TRUST_PROXY_HOPS)\b/g) ?? [],
  );
  return [...new Set(names)].sort();
};

/** The names in the first cells of the README's tables. */
const documented = (): string[] =>
  [...read("README.md").matchAll(/^\| *`([A-Z][A-Z0-9_]+)`/gm)].map((match) => match[1]!);

it("every setting has a row in the README's table of settings", () => {
  const missing = settings().filter((name) => !documented().includes(name));
  expect(
    missing,
    "add a row for each, beginning with its name in backticks: what it does, its unit, its default",
  ).toEqual([]);
});

it("the README documents no setting that nothing reads", () => {
  const stale = documented().filter((name) => name.startsWith("EARSHOT_") && !settings().includes(name));
  expect(stale, "take these rows out").toEqual([]);
});
