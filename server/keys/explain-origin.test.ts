import { expect, test } from "vitest";
import { explainOrigin } from "./explain-origin.ts";

test.each([
  [["example.com"], "https://shop.example.com", "example.com", /example\.com and its subdomains over https/],
  [["a.example", "*.example.com"], "https://shop.example.com", "*.example.com", /the subdomains of example\.com/],
  [["https://example.com:8443"], "https://example.com:8443", "https://example.com:8443", /exactly this origin/],
  [["localhost"], "http://localhost:3000", "localhost", /every port/],
  [["*"], "http://anything.example:81", "*", /every web page/],
  [
    ["moz-extension://*"],
    "moz-extension://6f1c9b1e-2b4f-4f60-9d0a-3c1f0a5b7e11",
    "moz-extension://*",
    /Firefox extension/,
  ],
])("with %j, %s passes because of %s, and it is said why", (entries, origin, entry, reason) => {
  expect(explainOrigin(entries, origin)).toEqual({
    allowed: true,
    entry,
    admittedBy: null,
    reason: expect.stringMatching(reason),
  });
});

test.each([
  [["example.com"], "http://example.com", "http://example.com", /admits https only/],
  [["example.com"], "https://shop.example.com:8443", "https://shop.example.com:8443", /from port 8443/],
  [["*.example.com"], "https://example.com", "example.com", /subdomains only, not example\.com itself/],
  [["https://example.com"], "https://www.example.com", "www.example.com", /exactly that origin/],
  [["example.com"], "https://example.org", "example.org", /No entry in the list admits it\. Adding example\.org would/],
  [[], "https://example.org", "example.org", /list .* is empty/],
  [["*"], "null", null, /files, sandboxed frames/],
  [["example.com"], "https://Example.com", null, /they write https:\/\/example\.com\./],
  [["example.com"], "https://example.com/", null, /nothing is repaired/],
  [["example.com"], "https://example.com:443", null, /they write https:\/\/example\.com\./],
  [["example.com"], "shop", null, /not an origin/],
  [["*"], "file://", null, /not an origin/],
])("with %j, %s does not pass, and it is said why", (entries, origin, admittedBy, reason) => {
  expect(explainOrigin(entries, origin)).toEqual({
    allowed: false,
    entry: null,
    admittedBy,
    reason: expect.stringMatching(reason),
  });
});
