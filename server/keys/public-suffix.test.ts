import { expect, test } from "vitest";
import { checkOriginEntry } from "./public-suffix.ts";

test.each(["co.uk", "*.co.uk", "github.io", "*.github.io", "*.vercel.app", "GITHUB.io", "com.au", "公司.cn"])(
  "%s is refused: strangers have sites under it",
  async (text) => {
    expect(await checkOriginEntry(text)).toEqual({ reason: expect.stringMatching(/anybody can have a site under/) });
  },
);

test.each([
  "ann.github.io",
  "*.example.co.uk",
  "shop.internal",
  "localhost",
  "*",
  "https://example.com:8443",
  "moz-extension://*",
])("%s can be saved", async (text) => {
  expect(await checkOriginEntry(text)).toEqual({ entry: text });
});

test("what is no entry at all keeps its own reason", async () => {
  expect(await checkOriginEntry("example.com/path")).toEqual({ reason: expect.stringMatching(/domain alone/) });
});
