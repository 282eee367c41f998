import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { ROOT } from "../run.ts";

/** What gives a test a database of its own, on the engine that the Vitest project says. */
const OWN_DATABASE = "server-stub/own-database.ts";

/** What opens a database of an engine that the test chooses itself. */
const CHOOSES_ENGINE = [
  "server/store/sqlite/sqlite-engine.ts",
  "server/store/postgres/postgres-engine.ts",
  "server/open-storage.ts",
  "server/main.ts",
  "build/services/postgres.ts",
];

/** The tests, or folders of them, that choose their engine themselves, and why they do not run on the other as they stand. */
export const CHOOSE_THEIR_ENGINE: Record<string, string> = {
  "server/store/sqlite/":
    "the suite of the store on SQLite, and what is SQLite's alone: its files, its plans, its writer",
  "server/store/postgres/": "the suite of the store on PostgreSQL, and what is PostgreSQL's alone",
  "server/migrate/": "they move an installation from one engine to the other",
  "server/cli/migrate.test.ts": "it moves an installation from one engine to the other",
  "server/cli/start.test.ts":
    "a data folder that is damaged, newer or not writable, and a file that is whole after a crash",
  "server/cli/known-failures.test.ts": "refusals before anything is opened, and folders and files that are wrong",
  "server/cli/durability.test.ts": "it watches the embedded database write; PostgreSQL is durable by itself",
  "server/backup/": "they copy the embedded database's file; PostgreSQL has its own tools for that",
  "server/outbox/outbox-killed.test.ts": "crashes on both: PostgreSQL is killed too, so it is one of its own",
};

const importsOf = (file: string): string[] =>
  [...readFileSync(posix.join(ROOT, file), "utf8").matchAll(/(?: from |import\(|new URL\()"(\.[^"]+\.ts)"/g)].map(
    ([, path = ""]) => posix.join(posix.dirname(file), path),
  );

const reaches = (file: string, goals: string[], seen = new Set<string>()): boolean =>
  importsOf(file).some((target) => {
    if (goals.includes(target)) return true;
    if (seen.has(target) || !existsSync(posix.join(ROOT, target))) return false;
    seen.add(target);
    return reaches(target, goals, seen);
  });

const serverTests = (): string[] => globSync("{server,server-stub,shared}/**/*.test.ts", { cwd: ROOT }).sort();

/** The tests that run on every engine: those that ask for a database of their own. */
export const databaseTests = (): string[] => serverTests().filter((file) => reaches(file, [OWN_DATABASE]));

/** The tests that open a database without leaving its engine to the project. */
export const testsThatChoose = (): string[] => {
  const every = databaseTests();
  return serverTests().filter((file) => !every.includes(file) && reaches(file, CHOOSES_ENGINE));
};
