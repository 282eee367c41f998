import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "../../shared/contract/audit-actions.ts";

const SERVER = join(import.meta.dirname, "..");

/** What the server's sources note: as `action: "x.y"`, or handed to `noteOf`. */
const notedActions = async (): Promise<string[]> => {
  const found = new Set<string>();
  for await (const file of glob("**/*.ts", { cwd: SERVER })) {
    if (/\.test\.ts$|suite|^generated/.test(file)) continue;
    const source = await readFile(join(SERVER, file), "utf8");
    for (const [, action = ""] of source.matchAll(/(?:action: |noteOf\([^"]*)"([a-z_]+\.[a-z_]+)"/g)) found.add(action);
  }
  return [...found].sort();
};

test("the contract names every action that the server notes, and no other: the console has a sentence for each", async () => {
  expect(await notedActions()).toEqual([...AUDIT_ACTIONS].sort());
});
