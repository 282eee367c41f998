import { expect, test } from "vitest";
import { isServerAddress, serverAddress } from "./server-address.ts";

test.each([
  ["https://feedback.example.com", "https://feedback.example.com"],
  ["  feedback.example.com/ ", "https://feedback.example.com"],
  ["https://Feedback.Example.com/console?tab=1#top", "https://feedback.example.com"],
  ["example.com:8443", "https://example.com:8443"],
  ["localhost:8787", "http://localhost:8787"],
  ["127.0.0.1:8787", "http://127.0.0.1:8787"],
  ["http://[::1]:8787", "http://[::1]:8787"],
  ["https://localhost:8787", "https://localhost:8787"],
])("reads %j as %s", (typed, address) => {
  expect(serverAddress(typed)).toBe(address);
  expect(isServerAddress(address)).toBe(true);
});

test.each([
  "",
  "https://",
  "not an address",
  "ftp://example.com",
  "javascript:alert(1)",
  "chrome-extension://abc",
  "https://user:password@example.com",
])("refuses %j", (typed) => {
  expect(serverAddress(typed)).toBeUndefined();
});

test.each(["http://example.com", "http://192.168.0.7:8787", "http://localhost.example.com"])(
  "refuses plain http to another machine: %s",
  (typed) => {
    expect(serverAddress(typed)).toBeUndefined();
  },
);
