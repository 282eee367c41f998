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
  "server/frozen-database.test.ts": "a database that stands still: the embedded one is in the same process",
  "server/cli/stop-frozen.test.ts": "a database that stands still: the embedded one is in the same process",
  "server/outbox/outbox-killed.test.ts": "crashes on both: PostgreSQL is killed too, so it is one of its own",
};

const importsOf = (file: string): string[] => {
  const path = posix.join(ROOT, file);
  if (!existsSync(path)) return [];
  return [...readFileSync(path, "utf8").matchAll(/(?: from |import\(|new URL\()"(\.[^"]+\.ts)"/g)].map(
    ([, target = ""]) => posix.join(posix.dirname(file), target),
  );
};

/** Tells which of the goals a file reaches by its imports. Each file is read once. */
const createReaches = () => {
  const known = new Map<string, string[]>();
  return (file: string, goals: string[]): boolean => {
    const seen = new Set([file]);
    for (const one of seen) {
      const targets = known.get(one) ?? importsOf(one);
      known.set(one, targets);
      for (const target of targets) seen.add(target);
    }
    return goals.some((goal) => seen.has(goal));
  };
};

const serverTests = (): string[] => globSync("{server,server-stub,shared}/**/*.test.ts", { cwd: ROOT }).sort();

/** The tests that run on every engine: those that ask for a database of their own. */
export const databaseTests = (): string[] => {
  const reaches = createReaches();
  return serverTests().filter((file) => reaches(file, [OWN_DATABASE]));
};

/** The tests that open a database without leaving its engine to the project. */
export const testsThatChoose = (): string[] => {
  const reaches = createReaches();
  return serverTests().filter((file) => !reaches(file, [OWN_DATABASE]) && reaches(file, CHOOSES_ENGINE));
};
