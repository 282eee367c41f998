import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { storePackage } from "../../build/store-package.ts";
import { ROOT } from "./source-files.ts";

const MOST_BYTES = 250_000;

for (const browser of ["chrome", "firefox"]) {
  const folder = join(ROOT, `dist/extension-${browser}`);

  test(`the package for ${browser} is small, holds what was built and nothing else, and is the same whenever it is made`, () => {
    const bytes = storePackage(folder);
    expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
    const files = Object.keys(unzipSync(bytes));
    expect(files).toContain("manifest.json");
    expect(files.filter((file) => !/^[\w./-]+\.(js|css|html|png|json)$/.test(file))).toEqual([]);
    expect(files.filter((file) => /\.map$|^\.|\/\./.test(file))).toEqual([]);

    const copy = mkdtempSync(join(tmpdir(), "earshot-package-"));
    try {
      cpSync(folder, copy, { recursive: true });
      for (const entry of readdirSync(copy, { recursive: true })) utimesSync(join(copy, String(entry)), 1e9, 1e9);
      expect(Buffer.from(storePackage(copy)).equals(bytes)).toBe(true);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
}

test("the linter of Firefox's store finds no error", () => {
  const linter = join(ROOT, "node_modules/addons-linter/bin/addons-linter");
  const said = execFileSync(process.execPath, [linter, "--output", "json", join(ROOT, "dist/extension-firefox")], {
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
  expect(JSON.parse(said).summary).toMatchObject({ errors: 0 });
});
