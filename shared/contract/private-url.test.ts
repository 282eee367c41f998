import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { withoutPrivateParts } from "./private-url.ts";

test("user, password and fragment are taken out", () => {
  expect(withoutPrivateParts("https://ann:pw@example.com/a?b=1#access_token=x")).toBe("https://example.com/a?b=1");
});

test("values of parameters named like credentials are taken out, in any case and spelling", () => {
  const address = "https://example.com/?token=a&ID_TOKEN=b&%63ode=c&X-Amz-Signature=d&email=a%40b.c&page=2&state";
  expect(withoutPrivateParts(address)).toBe(
    "https://example.com/?token=removed&ID_TOKEN=removed&%63ode=removed&X-Amz-Signature=removed&email=removed&page=2&state",
  );
});

test("opaque strings of 32 characters or more are taken out of the query and of the path", () => {
  const opaque = "9f86d081884c7d659a2feaa0c55ad015";
  expect(withoutPrivateParts(`https://example.com/reset/${opaque}/x?next=${opaque}&${opaque}`)).toBe(
    "https://example.com/reset/removed/x?next=removed&removed",
  );
  expect(withoutPrivateParts("https://example.com/?v=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk")).toBe(
    "https://example.com/?v=removed",
  );
});

test("titles in addresses stay, however long, and harmless spellings are kept exactly", () => {
  const address = "https://example.com/blog/how-to-write-a-feedback-widget-that-people-like-2026?q=a+b%20c&=&x=";
  expect(withoutPrivateParts(address)).toBe(address);
});

test.each(["javascript:alert(1)", "data:text/html,x", "about:blank", "not an address", ""])(
  "%s is no address of a page",
  (text) => {
    expect(withoutPrivateParts(text)).toBeUndefined();
  },
);

test("a long address loses its query before its path", () => {
  const address = `https://example.com/path?${Array.from({ length: 600 }, (_, i) => `a${i}=b`).join("&")}`;
  expect(withoutPrivateParts(address)).toBe("https://example.com/path");
});

test("whatever comes in, the result is short, has no fragment, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (text) => {
      const once = withoutPrivateParts(text);
      if (once === undefined) return;
      expect(once.length).toBeLessThanOrEqual(LIMITS.pageUrl);
      expect(once).not.toContain("#");
      expect(withoutPrivateParts(once)).toBe(once);
    }),
  );
});

test("a query that begins with a question mark of its own keeps it", () => {
  expect(withoutPrivateParts("https://example.com/???a=1")).toBe("https://example.com/???a=1");
});

const OPAQUE = "9f86d081884c7d659a2feaa0c55ad015";
test.each([
  [`https://example.com/p;jsessionid=${OPAQUE}`, OPAQUE],
  [`https://example.com/?r=v1:${OPAQUE}`, OPAQUE],
  [`https://example.com/?q=a%2C${OPAQUE}`, OPAQUE],
  [`https://example.com/a,${OPAQUE}/b`, OPAQUE],
  ["https://example.com/?redirect=https%3A%2F%2Fb.example%2Fcb%3Fcode%3Dabc123%26x%3D1", "abc123"],
  ["https://example.com/?next=%2Fcb%3Ftoken%3Dabc123", "abc123"],
  ["https://example.com/?next=https%3A%2F%2Fann%3Ahunter2%40b.example%2F", "hunter2"],
])("%s does not keep what is private beside other signs, or in an address within", (address, secret) => {
  expect(withoutPrivateParts(address)).not.toContain(secret);
});

test("an address within keeps what is harmless", () => {
  expect(
    decodeURIComponent(withoutPrivateParts("https://example.com/?next=%2Fcart%3Fcode%3Dabc%26page%3D2") ?? ""),
  ).toBe("https://example.com/?next=/cart?code=removed&page=2");
});

test.each([
  "https://example.com/?token[]=hunter2",
  "https://example.com/?token%5B%5D=hunter2&a=1",
  "https://example.com/?user[password]=hunter2",
  "https://example.com/?token[a][b]=hunter2",
  "https://example.com/?a;token=hunter2",
  "https://example.com/?a;b=1;Token=hunter2",
  "https://example.com/?a;token[]=hunter2;b",
  "https://example.com/p;token[]=hunter2",
  "https://example.com/?next=%2Fcb%3Fuser%5Btoken%5D%3Dhunter2",
])("%s does not keep what a parameter in brackets or behind a semicolon holds", (address) => {
  const kept = withoutPrivateParts(address);
  expect(kept).toContain("removed");
  expect(kept).not.toContain("hunter2");
});

test("names that only look alike are kept", () => {
  const address = "https://example.com/?tokens[]=a&my[codec]=b&a;broken=c&keyboard[key1]=d";
  expect(withoutPrivateParts(address)).toBe(address);
});
