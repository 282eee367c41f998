import { expect, it } from "vitest";
import { policyAllows } from "./source-list.ts";

const SELF = new URL("https://shop.example/");
const may = (policy: string, url: string) => policyAllows(policy, new URL(url), SELF);

it.each([
  ["script-src 'none'", "https://cdn.example/a", true],
  ["default-src 'none'", "https://shop.example/a", false],
  ["default-src 'none'; connect-src 'self'", "https://shop.example/a", true],
  ["connect-src 'self'", "https://cdn.example/a", false],
  ["connect-src *", "https://cdn.example/a", true],
  ["connect-src https:", "https://cdn.example/a", true],
  ["connect-src https:", "http://cdn.example/a", false],
  ["connect-src cdn.example", "https://cdn.example/a", true],
  ["connect-src cdn.example", "https://cdn.example:8443/a", false],
  ["connect-src cdn.example:*", "https://cdn.example:8443/a", true],
  ["connect-src http://cdn.example", "https://cdn.example/a", true],
  ["connect-src *.cdn.example", "https://a.b.cdn.example/a", true],
  ["connect-src *.cdn.example", "https://cdn.example/a", false],
  ["connect-src https://cdn.example/fonts/", "https://cdn.example/fonts/a.woff2", true],
  ["connect-src https://cdn.example/fonts/", "https://cdn.example/other", false],
  ["connect-src https://cdn.example/fonts", "https://cdn.example/fonts/a", false],
  ["CONNECT-SRC 'SELF'; connect-src *", "https://cdn.example/a", false],
  ["connect-src *, connect-src 'self'", "https://cdn.example/a", false],
  ["connect-src 'nonce-abc' 'report-sample'", "https://cdn.example/a", false],
])("under %s, a page may fetch %s: %s", (policy, url, allowed) => {
  expect(may(policy, url)).toBe(allowed);
});
