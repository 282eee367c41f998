import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { ROOT } from "../run.ts";

/** What gives a test a database of its own, on the engine that the Vitest project says. */
const OWN_DATABASE = "server-stub/own-database.ts";

const importsOf = (file: string): string[] =>
  [...readFileSync(posix.join(ROOT, file), "utf8").matchAll(/ from "(\.[^"]+\.ts)"/g)].map(([, path = ""]) =>
    posix.join(posix.dirname(file), path),
  );

/** Whether a test, or what it imports, asks for a database of its own. */
const asksForDatabase = (file: string, seen = new Set<string>()): boolean =>
  importsOf(file).some((target) => {
    if (target === OWN_DATABASE) return true;
    if (seen.has(target) || !existsSync(posix.join(ROOT, target))) return false;
    seen.add(target);
    return asksForDatabase(target, seen);
  });

/** The tests that run on every engine: all that ask for a database of their own. */
export const databaseTests = (): string[] =>
  globSync("{server,server-stub,shared}/**/*.test.ts", { cwd: ROOT })
    .filter((file) => !file.endsWith(".page.test.ts") && asksForDatabase(file))
    .sort();
