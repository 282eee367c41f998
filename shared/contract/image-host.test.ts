import { expect, test } from "vitest";
import { canonicalImageHost, isRelayed } from "./image-host.ts";
import { imageRelaySchema } from "./image-relay.ts";

const parsed = (host: string) => imageRelaySchema.safeParse({ hosts: [host] });

test.each([
  ["images.example.com", "images.example.com"],
  [" IMAGES.Example.com ", "images.example.com"],
  ["*.example.com", "*.example.com"],
  ["*.BÜCHER.example", "*.xn--bcher-kva.example"],
  ["images.example.com:443", "images.example.com"],
  ["images.example.com:8443", "images.example.com:8443"],
  ["localhost:8080", "localhost:8080"],
  ["0x7f.1", "127.0.0.1"],
  ["[0:0::1]:80", "[::1]:80"],
])("%j is kept as %s, the way addresses are compared", (text, kept) => {
  expect(parsed(text).data).toEqual({ hosts: [kept] });
  expect(canonicalImageHost(kept)).toBe(kept);
});

test.each([
  "",
  "*",
  "*.",
  "*.*.example.com",
  "a.*.example.com",
  "https://example.com",
  "example.com/images",
  "user@example.com",
  "example.com?x",
  "example.com#x",
  "example.com\\x",
  "example.com.",
  "exa mple.com",
  "example.com:99999",
  "%65xample.com",
  ".example.com",
  "a".repeat(300),
])("%j is no host", (text) => {
  expect(parsed(text).success).toBe(false);
});

test.each([
  ["https://images.example.com/a.jpg", true],
  ["https://IMAGES.example.com:443/a.jpg", true],
  ["https://images.example.com:8443/a.jpg", false],
  ["https://images.example.com.evil.example/a.jpg", false],
  ["https://evil.example/images.example.com", false],
  ["https://images.example.com@evil.example/", false],
  ["https://images.example.com./", false],
  ["https://a.cdn.example/", true],
  ["https://a.b.cdn.example/", true],
  ["https://cdn.example/", false],
  ["https://evilcdn.example/", false],
  ["http://localhost:8080/x", true],
  ["http://localhost/x", false],
  ["http://[::1]:8080/x", true],
  ["http://[::1]/x", false],
])("of images.example.com, *.cdn.example and two with ports, is %s one? %s", (address, isOne) => {
  const hosts = ["images.example.com", "*.cdn.example", "localhost:8080", "[::1]:8080"];
  expect(isRelayed(hosts, new URL(address))).toBe(isOne);
  expect(isRelayed([], new URL(address))).toBe(false);
});
