import { expect, test } from "vitest";
import { manifest } from "./manifest.ts";

const chrome = JSON.parse(JSON.stringify(manifest("chrome")));

test("asks for these permissions and no other: each is a promise to whoever installs it", () => {
  expect(chrome.permissions).toEqual(["activeTab", "scripting", "storage", "alarms"]);
});

test("touches no site at install, and may be granted web pages only", () => {
  expect(chrome).not.toHaveProperty("host_permissions");
  expect(chrome).not.toHaveProperty("content_scripts");
  expect(chrome.optional_host_permissions).toEqual(["https://*/*", "http://*/*"]);
  expect(chrome).not.toHaveProperty("optional_permissions");
});

test("cannot be reached or detected by a page or by another extension", () => {
  expect(chrome).not.toHaveProperty("web_accessible_resources");
  expect(chrome.externally_connectable).toEqual({ ids: [] });
});

test("runs its own scripts only", () => {
  expect(chrome.content_security_policy).toEqual({ extension_pages: "script-src 'self'; object-src 'none'" });
});

test("needs a Chrome that knows what we use: half-minute alarms (120), light-dark() (123), URL.parse (126)", () => {
  expect(Number(chrome.minimum_chrome_version)).toBeGreaterThanOrEqual(126);
});
