import { expect, test } from "vitest";
import { browserName } from "./browser-name.ts";

const WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

test.each([
  ["Firefox 140 on Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"],
  ["Chrome 156 on Linux", `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`],
  ["Edge 156 on macOS", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Edg/156.0.0.0`],
  ["Safari 19.1 on macOS", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/19.1 Safari/605.1.15`],
  [
    "Chrome 156 on iOS",
    `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${WEBKIT} CriOS/156.0 Mobile/1 Safari/1`,
  ],
  ["Samsung Internet 29 on Android", `Mozilla/5.0 (Linux; Android 16) SamsungBrowser/29.0 ${CHROME}`],
])("tells %s", (name, userAgent) => expect(browserName(userAgent)).toBe(name));

test("says nothing about what it does not know", () => expect(browserName("curl/8.9")).toBeUndefined());
