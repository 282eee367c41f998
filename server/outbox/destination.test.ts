import { expect, test } from "vitest";
import { addressesOf, type Lookup, parseAllowedHosts, RefusedDestination, urlProblem } from "./destination.ts";

const PUBLIC = "must lead to a public address";
const HTTPS = "must be an https address";

test.each([
  ["https://example.com/hooks?token=1", undefined],
  ["https://example.com:8443/", undefined],
  ["https://8.8.8.8/", undefined],
  ["https://[2606:4700:4700::1111]/", undefined],
  ["https://bücher.example/", undefined],
  ["http://example.com/", HTTPS],
  ["ftp://example.com/", HTTPS],
  ["file:///etc/passwd", HTTPS],
  ["gopher://example.com/", HTTPS],
  ["javascript:alert(1)", HTTPS],
  ["example.com/hooks", HTTPS],
  ["", HTTPS],
  ["https://", HTTPS],
  [" https://example.com/", HTTPS],
  ["https://example.com/\u0000", HTTPS],
  ["https://exam\nple.com/", HTTPS],
  ["https://example.com/\ud800", HTTPS],
  ["https://user@example.com/", "must hold no user and password: check the signature instead"],
  ["https://user:password@example.com/", "must hold no user and password: check the signature instead"],
  ["https://example.com/#part", "must have no fragment: it is never sent"],
  ["https://example.com/#", "must have no fragment: it is never sent"],
  ["https://localhost/", PUBLIC],
  ["https://LOCALHOST./", PUBLIC],
  ["https://a.localhost/", PUBLIC],
  ["https://127.0.0.1/", PUBLIC],
  ["https://127.1/", PUBLIC],
  ["https://127.0.0.1./", PUBLIC],
  ["https://2130706433/", PUBLIC],
  ["https://0x7f000001/", PUBLIC],
  ["https://0x7f.1/", PUBLIC],
  ["https://0177.0.0.1/", PUBLIC],
  ["https://017700000001/", PUBLIC],
  ["https://①②⑦.0.0.1/", PUBLIC],
  ["https://0/", PUBLIC],
  ["https://[::1]/", PUBLIC],
  ["https://[::ffff:127.0.0.1]/", PUBLIC],
  ["https://[::ffff:7f00:1]/", PUBLIC],
  ["https://[64:ff9b::a9fe:a9fe]/", PUBLIC],
  ["https://169.254.169.254/latest/meta-data", PUBLIC],
  ["https://10.0.0.1/", PUBLIC],
])("the address %j of a webhook: %s", (url, problem) => {
  expect(urlProblem(url, [])).toBe(problem);
});

test("hosts that the operator names may be private and without https, at their port if one is named", () => {
  const hosts = parseAllowedHosts("Hooks.Internal, 10.0.0.5:8080,[fd00::7]:9000") ?? expect.fail();
  for (const url of [
    "http://hooks.internal/",
    "https://hooks.internal:9999/x",
    "http://10.0.0.5:8080/",
    "http://167772165:8080/",
    "http://[fd00:0::7]:9000/",
  ])
    expect(urlProblem(url, hosts)).toBeUndefined();
  for (const url of ["https://10.0.0.5/", "https://10.0.0.5:8081/", "https://10.0.0.6:8080/", "https://[fd00::7]/"])
    expect(urlProblem(url, hosts)).toBe(PUBLIC);
  for (const url of ["http://sub.hooks.internal/", "http://hooks.internal.example.com/"])
    expect(urlProblem(url, hosts)).toBe(HTTPS);
});

test.each([
  "169.254.169.254",
  "0.0.0.0",
  "[fe80::1]",
  "[::ffff:169.254.169.254]",
  "[fd00:ec2::254]",
  "100.100.100.200",
])("naming %s does not make it one that webhooks reach", (host) => {
  const hosts = parseAllowedHosts(host) ?? expect.fail();
  expect(urlProblem(`http://${host}/`, hosts)).toBe(PUBLIC);
});

test.each([
  "",
  "a b",
  "http://a",
  "a/b",
  "a,,b",
  "a:99999",
  "a:b",
  "user@a",
  "[::1",
  "a:80:80",
  "a?b",
  "*",
  "*.internal",
])("%j is no list of hosts", (text) => {
  expect(parseAllowedHosts(text)).toBeUndefined();
});

const answering = (...addresses: string[]): Lookup => {
  return async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};

test("a name is refused when one of its addresses is not public, whichever the others are", async () => {
  const url = new URL("https://example.com/");
  expect(await addressesOf(url, [], answering("8.8.8.8", "2606:4700:4700::1111"))).toHaveLength(2);
  for (const addresses of [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["fe80::1%eth0"], ["::ffff:127.0.0.1"], []])
    await expect(addressesOf(url, [], answering(...addresses))).rejects.toThrow(RefusedDestination);
});

test("a name that the operator allows may be private, and still never link-local or metadata", async () => {
  const hosts = parseAllowedHosts("hooks.internal") ?? expect.fail();
  const url = new URL("http://hooks.internal/");
  expect(await addressesOf(url, hosts, answering("10.0.0.1"))).toEqual([{ address: "10.0.0.1", family: 4 }]);
  for (const address of ["169.254.169.254", "fe80::1", "0.0.0.0", "fd00:ec2::254"])
    await expect(addressesOf(url, hosts, answering(address))).rejects.toThrow(RefusedDestination);
});

test("an address in the URL is not asked for", async () => {
  const asks: Lookup = () => Promise.reject(new Error("asked"));
  expect(await addressesOf(new URL("https://[2606:4700:4700::1111]/"), [], asks)).toEqual([
    { address: "2606:4700:4700::1111", family: 6 },
  ]);
});
