import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

const SCRIPT = "https://feedback.example.com/earshot.js";

test("what a site does not say is left to the app's settings, and the server is where the script came from", () => {
  expect(parseOptions({ key: "ear_pub_x" }, SCRIPT, "de-CH")).toEqual({
    key: "ear_pub_x",
    server: "https://feedback.example.com",
    position: undefined,
    theme: undefined,
    accent: undefined,
    locale: "de-CH",
    screenshot: undefined,
    tags: [],
    texts: {},
  });
});

test("what it says is taken, and what is misspelt is as if it were not said", () => {
  const given = {
    position: "left",
    theme: "drak",
    screenshot: "off",
    tags: "a, b",
    server: "https://other.example.com/x",
  };
  expect(parseOptions(given, SCRIPT, "")).toMatchObject({
    position: "left",
    theme: undefined,
    screenshot: "off",
    tags: ["a", " b"],
    server: "https://other.example.com",
    locale: "en",
  });
});

test("what a page has put on every object's prototype is nothing the site said", () => {
  const prototype = Object.prototype as { server?: string };
  try {
    prototype.server = "http://evil.example";
    expect(parseOptions({ key: "ear_pub_x" }, SCRIPT, "").server).toBe("https://feedback.example.com");
  } finally {
    delete prototype.server;
  }
});
