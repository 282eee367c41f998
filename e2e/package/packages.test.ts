import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT, read } from "./source-files.ts";

type Locked = {
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
};

/** What `npm install earshot` brings along: every package of the lock file but ours and those of development. */
const installed = Object.entries(
  (JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> }).packages,
).filter(([place, { dev, devOptional }]) => place !== "" && !dev && !devOptional);
const those = (is: (locked: Locked, place: string) => boolean): string[] =>
  installed.filter(([place, locked]) => is(locked, place)).map(([place]) => place);

it("at most 32 packages are installed with the server", () => {
  expect(installed.length, "a new one needs another to go").toBeLessThanOrEqual(32);
  expect(installed.length).toBeGreaterThan(10); // else this test looks in the wrong place
});

it("none of them runs a script when it is installed", () => {
  expect(those(({ hasInstallScript }) => hasInstallScript === true)).toEqual([]);
});

it("none of them is built for one system, or built on the machine", () => {
  expect(those(({ os, cpu }, place) => !!os || !!cpu || existsSync(join(ROOT, place, "binding.gyp")))).toEqual([]);
});
