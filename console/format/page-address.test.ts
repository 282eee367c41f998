import { expect, test } from "vitest";
import { readPageAddress } from "./page-address.ts";

test("a web address is split into host, path and the rest", () => {
  expect(readPageAddress("https://shop.example:8443/cart/2?step=pay#top")).toEqual({
    host: "shop.example:8443",
    path: "/cart/2",
    rest: "?step=pay#top",
    href: "https://shop.example:8443/cart/2?step=pay#top",
  });
});

test.each([
  "javascript:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "JAVASCRIPT://shop.example/%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "blob:https://shop.example/1",
  "file:///etc/passwd",
  "chrome-extension://abcdefghijklmnop/popup.html",
  "//shop.example/",
  "not an address",
  "",
])("%j never becomes a link and is shown as it is", (address) => {
  expect(readPageAddress(address)).toEqual({ host: "", path: address, rest: "" });
});

test("a name before the host cannot pass for the host", () => {
  const read = readPageAddress("https://bank.example:pass@evil.example/login");
  expect(read).toMatchObject({ host: "evil.example", href: "https://evil.example/login" });
});

test("look-alike hosts and direction marks are shown encoded", () => {
  const read = readPageAddress("https://аррӏе.com/\u202etxt.exe");
  expect(read.host).toBe("xn--80ak6aa92e.com");
  expect(read.path).toBe("/%E2%80%AEtxt.exe");
});
