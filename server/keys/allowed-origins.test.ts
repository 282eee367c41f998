import { expect, test } from "vitest";
import { decideOrigin, parseOriginEntry } from "./allowed-origins.ts";

const decide = (entry: string, origin?: string, referer?: string) => decideOrigin([entry], origin, referer);
const EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

test.each([
  ["example.com", "example.com"],
  [" Example.COM ", "example.com"],
  ["*.example.com", "*.example.com"],
  ["https://example.com:8443", "https://example.com:8443"],
  ["https://example.com:443", "https://example.com"],
  ["http://10.0.0.7:3000", "http://10.0.0.7:3000"],
  ["https://192.168.1.1", "https://192.168.1.1"],
  ["http://[0:0::1]:8080", "http://[::1]:8080"],
  ["http://intranet", "http://intranet"],
  ["localhost", "localhost"],
  ["*", "*"],
  [EXTENSION, EXTENSION],
  ["moz-extension://*", "moz-extension://*"],
  ["bücher.example", "xn--bcher-kva.example"],
])("%s can be saved, as %s", (text, entry) => {
  expect(parseOriginEntry(text)).toEqual({ entry });
});

test.each([
  ["https://example.com/path", /no path/],
  ["https://example.com/", /no path/],
  ["https://a:b@example.com", /not an origin/],
  ["example.com/path", /domain alone/],
  ["example.com:8443", /full origin/],
  ["example.com.", /dot/],
  ["https://example.com.", /dot/],
  ["ex*mple.com", /star/],
  ["*.*.example.com", /star/],
  ["ftp://example.com", /only http/],
  ["chrome-extension://*", /only http/],
  ["example", /not a domain/],
  ["", /not a domain/],
  ["exa mple.com", /not a domain/],
  ["https://*.example.com", /write \*\.example\.com for the subdomains/],
  ["https://*.example.com:8443", /write \*\.example\.com for the subdomains/],
  ["http://*.github.io", /no star/],
  ["https://%2a.com", /no star/],
  ["https://*", /write \* alone/],
  ["https://a*b.example", /star/],
  ["https://1", /four plain numbers: https:\/\/0\.0\.0\.1$/],
  ["http://0x7f.1:80", /four plain numbers/],
  ["https://a!b.example", /not a host/],
  ["0x7f.1", /IP address is no domain.*https:\/\/127\.0\.0\.1$/],
  ["192.168.1.1", /full origin, such as https:\/\/192\.168\.1\.1$/],
  ["*.192.168.1.1", /IP address is no domain/],
])("%s is refused when it is saved, with the reason", (text, reason) => {
  expect(parseOriginEntry(text)).toEqual({ reason: expect.stringMatching(reason) });
});

test.each([
  ["example.com", "https://example.com"],
  ["example.com", "https://shop.example.com"],
  ["*.example.com", "https://a.b.example.com"],
  ["https://example.com:8443", "https://example.com:8443"],
  ["localhost", "http://localhost:3000"],
  ["localhost", "https://localhost"],
  ["moz-extension://*", "moz-extension://6f1c9b1e-2b4f-4f60-9d0a-3c1f0a5b7e11"],
  [EXTENSION, EXTENSION],
  ["*", "http://anything.test:99"],
])("%s admits %s", (entry, origin) => {
  expect(decide(entry, origin)).toMatchObject({ allowed: true });
});

test.each([
  ["example.com", "http://example.com", "http://example.com"],
  ["example.com", "https://example.com:8443", "https://example.com:8443"],
  ["example.com", "https://notexample.com", "notexample.com"],
  ["example.com", "https://example.com.evil.test", "example.com.evil.test"],
  ["*.example.com", "https://example.com", "example.com"],
  ["https://example.com", "https://shop.example.com", "shop.example.com"],
  ["localhost", "http://localhost.evil.test", "http://localhost.evil.test"],
  ["localhost", "http://127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["example.com", "https://192.168.1.1", "https://192.168.1.1"],
  ["*", EXTENSION, EXTENSION],
  ["*", "null", null],
  ["example.com", "https://EXAMPLE.com", null],
  ["example.com", "https://example.com:443", null],
  ["example.com", "https://example.com/", null],
  ["example.com", "garbage", null],
])("%s does not admit %s, and the refusal names what would", (entry, origin, admittedBy) => {
  expect(decide(entry, origin)).toEqual({ allowed: false, origin, admittedBy });
});

test("the referer decides only when there is no origin", () => {
  expect(decide("example.com", undefined, "https://example.com/page?x=1")).toMatchObject({ allowed: true });
  expect(decide("example.com", "https://evil.test", "https://example.com/page")).toMatchObject({ allowed: false });
  expect(decide("example.com", undefined, "garbage")).toMatchObject({ allowed: false });
});

test("with neither header only a star lets a request pass, and an empty list lets nobody", () => {
  expect(decide("*")).toMatchObject({ allowed: true });
  expect(decide("example.com")).toEqual({ allowed: false, origin: null, admittedBy: null });
  expect(decideOrigin([], "https://example.com", undefined)).toMatchObject({ allowed: false });
});
