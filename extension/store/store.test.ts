import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { manifest } from "../manifest.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");
const built = (["chrome", "firefox"] as const).map((browser) => JSON.parse(JSON.stringify(manifest(browser))));

/** What stands under each heading of a listing. */
const partsOf = (listing: string): Record<string, string> =>
  Object.fromEntries(
    listing
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n")).trim()]),
  );

describe.each(["en", "de"])("the listing in %s", (language) => {
  const text = read(`${language}/listing.md`);
  const listing = partsOf(text);

  test("has every part that the stores ask for, and keeps to their limits", () => {
    expect(Object.keys(listing)).toEqual([
      "Name",
      "Summary",
      "Description",
      "Single purpose",
      "Permissions",
      "Remote code",
      "Data use",
    ]);
    expect(listing.Name!.length).toBeLessThanOrEqual(50); // addons.mozilla.org; Chrome's store takes 75
    expect(listing.Summary!.length).toBeLessThanOrEqual(132); // Chrome's store; the other takes 250
    expect(listing.Description!.length).toBeLessThanOrEqual(15_000); // addons.mozilla.org; Chrome's store takes 16,000
    for (const part of Object.values(listing)) expect(part).not.toBe("");
  });

  test("says of itself what the extension does", () => {
    const messages = JSON.parse(read(`../public/_locales/${language}/messages.json`));
    expect(listing.Name).toBe(messages.extensionName.message);
    expect(listing.Summary).toBe(messages.extensionDescription.message);
  });

  test("explains each permission of the manifest in a sentence, and no other", () => {
    const asked = built.flatMap(({ permissions, optional_permissions = [], optional_host_permissions }) => [
      ...permissions,
      ...optional_permissions,
      ...optional_host_permissions,
    ]);
    const explained = [...listing.Permissions!.matchAll(/^- `([^`]+)`: \S.{40,}[.)]$/gm)].map(([, name]) => name);
    expect(explained.sort()).toEqual([...new Set(asked)].sort());
    expect(explained).toHaveLength(listing.Permissions!.split("\n").length);
  });

  test("names what data the manifest says is handed on", () => {
    for (const { browser_specific_settings } of built)
      for (const data of browser_specific_settings?.gecko.data_collection_permissions.required ?? [])
        expect(listing["Data use"]).toContain(`\`${data}\``);
  });
});

test("the privacy statement answers what the stores' reviewers look for", () => {
  const headings = [...read("privacy.md").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "What is collected, and when",
    "Where it goes",
    "No analytics",
    "What stays on your computer",
    "How to delete it",
    "Changes",
  ]);
});

/** Of a PNG file: its size in pixels, and whether it can be seen through, which the stores refuse. */
const pngOf = (file: string) => {
  const bytes = readFileSync(join(import.meta.dirname, "screenshots", file));
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    seeThrough: bytes[25] !== 2,
    bytes: bytes.length,
  };
};

test("there are four or five screenshots of exactly the size that the stores show, and a tile, none of them heavy", () => {
  const files = readdirSync(join(import.meta.dirname, "screenshots"));
  const shots = files.filter((file) => /^\d-[a-z]+\.png$/.test(file));
  expect(files).toEqual([...shots, "promo-440x280.png"]);
  expect(shots.length).toBeGreaterThanOrEqual(4);
  expect(shots.length).toBeLessThanOrEqual(5); // Chrome's store takes no more
  for (const file of files) {
    const { bytes, ...shape } = pngOf(file);
    const [width, height] = file.startsWith("promo") ? [440, 280] : [1280, 800];
    expect({ file, ...shape }).toEqual({ file, width, height, seeThrough: false });
    expect(bytes).toBeLessThan(200_000);
  }
});
