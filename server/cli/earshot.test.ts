import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

const ROOT = dirname(dirname(import.meta.dirname));
const { bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { bin: { earshot: string } };
const clone = mkdtempSync(join(tmpdir(), "earshot-clone-"));
afterAll(() => rmSync(clone, { recursive: true, force: true }));

/** The command alone, in a folder where nothing is built. */
const command = join(clone, bin.earshot);
mkdirSync(dirname(command), { recursive: true });
cpSync(join(ROOT, bin.earshot), command);
writeFileSync(join(clone, "package.json"), '{ "type": "module" }');
const run = (...words: string[]) => spawnSync(process.execPath, [command, ...words], { encoding: "utf8" });

test("the command that npm links is in the repository, may be run, and is no result of a build", () => {
  const [tracked = ""] = execFileSync("git", ["ls-files", "-s", bin.earshot], { cwd: ROOT, encoding: "utf8" }).split(
    " ",
  );
  expect(tracked).toBe("100755");
});

test("before anything is built the command says in one sentence what to do, and afterwards it runs what was built", () => {
  const before = run("--version");
  expect([before.status, before.stdout, before.stderr]).toEqual([
    1,
    "",
    'earshot: it is not built yet. Run "npm start" or "npm run build" once, then this again.\n',
  ]);
  mkdirSync(join(clone, "dist/server"), { recursive: true });
  writeFileSync(join(clone, "dist/server/main.mjs"), "console.log(process.argv.slice(2).join());", { mode: 0o644 });
  const after = run("keys", "list");
  expect([after.status, after.stdout, after.stderr]).toEqual([0, "keys,list\n", ""]);
});
