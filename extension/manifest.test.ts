import { describe, expect, test } from "vitest";
import { type Browser, manifest } from "./manifest.ts";

const read = (browser: Browser) => JSON.parse(JSON.stringify(manifest(browser)));

describe.each(["chrome", "firefox"] as const)("in %s", (browser) => {
  const told = read(browser);

  test("asks for these permissions and no other: each is a promise to whoever installs it", () => {
    const ofPanel = browser === "chrome" ? ["sidePanel"] : [];
    expect(told.permissions).toEqual([...ofPanel, "activeTab", "scripting", "storage", "contextMenus", "alarms"]);
  });

  test("touches no site at install, and may be granted web pages only", () => {
    expect(told).not.toHaveProperty("host_permissions");
    expect(told).not.toHaveProperty("content_scripts");
    expect(told.optional_host_permissions).toEqual(["https://*/*", "http://*/*"]);
    expect(told).not.toHaveProperty("optional_permissions");
  });

  test("runs its own scripts only, and no page can fetch or detect it", () => {
    expect(told).not.toHaveProperty("web_accessible_resources");
    expect(told.content_security_policy).toEqual({ extension_pages: "script-src 'self'; object-src 'none'" });
  });
});

test("has the form beside the page too, which opens by itself nowhere", () => {
  expect(read("chrome").side_panel).toEqual({ default_path: "extension/panel/index.html" });
  expect(read("chrome")).not.toHaveProperty("sidebar_action");
  expect(read("firefox").sidebar_action).toMatchObject({
    default_panel: "extension/panel/index.html",
    open_at_install: false,
  });
  expect(read("firefox")).not.toHaveProperty("side_panel");
});

test("cannot be reached by another extension of Chrome's; Firefox knows no such door", () => {
  expect(read("chrome").externally_connectable).toEqual({ ids: [] });
  expect(read("firefox")).not.toHaveProperty("externally_connectable");
});

test("needs a Chrome that knows what we use: half-minute alarms (120), light-dark() (123), URL.parse (126), openPopup() (127)", () => {
  expect(Number(read("chrome").minimum_chrome_version)).toBeGreaterThanOrEqual(127);
});

test("Firefox asks before it hands on what a feedback holds", () => {
  const { gecko } = read("firefox").browser_specific_settings;
  expect(gecko.data_collection_permissions).toEqual({
    required: ["websiteContent", "browsingActivity", "personallyIdentifyingInfo"],
  });
  expect(Number.parseInt(gecko.strict_min_version, 10)).toBeGreaterThanOrEqual(142);
});
