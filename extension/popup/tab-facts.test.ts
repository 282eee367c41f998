import { expect, test } from "vitest";
import { tabFacts } from "./tab-facts.ts";

const popup = { navigator: { userAgent: "Test/1.0", language: "de-CH" } as Navigator, devicePixelRatio: 2 };

test("the tab's page is told, not the popup's, and without the private parts of its address", () => {
  const url = "https://example.com/orders?token=abc&page=2#top";
  expect(tabFacts({ url, title: " Orders ", width: 1200, height: 800 }, popup)).toMatchObject({
    url: "https://example.com/orders?token=removed&page=2",
    title: "Orders",
    browser: {
      userAgent: "Test/1.0",
      language: "de-CH",
      viewport: { width: 1200, height: 800, devicePixelRatio: 2 },
    },
  });
});

test.each([undefined, "chrome://settings/", "about:blank"])("the address %s is not told", (url) => {
  expect(tabFacts({ url }, popup)).not.toHaveProperty("url");
});
