import { expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { startStub } from "../../server-stub/start.ts";
import { clientAddress } from "./address.ts";

test("without known proxies the socket's peer counts, whatever the header says", () => {
  expect(clientAddress("203.0.113.9", "1.2.3.4", 0)).toBe("203.0.113.9");
});

test("behind n proxies the entry that the farthest of them wrote counts, and nothing a client wrote before it", () => {
  expect(clientAddress("10.0.0.1", "6.6.6.6, 203.0.113.9", 1)).toBe("203.0.113.9");
  expect(clientAddress("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2)).toBe("203.0.113.9");
  expect(clientAddress("10.0.0.1", undefined, 1)).toBe("10.0.0.1");
});

test("IPv6 counts by /64, and IPv4 in IPv6 as what it is", () => {
  expect(clientAddress("2001:db8:1:2:3:4:5:6", undefined, 0)).toBe("2001:db8:1:2::/64");
  expect(clientAddress("2001:db8:1:2::ffff", undefined, 0)).toBe("2001:db8:1:2::/64");
  expect(clientAddress("2001:0db8::1", undefined, 0)).toBe("2001:db8:0:0::/64");
  expect(clientAddress("::1", undefined, 0)).toBe("0:0:0:0::/64");
  expect(clientAddress("::ffff:203.0.113.9", undefined, 0)).toBe("203.0.113.9");
});

test("what is no address shares one bucket instead of getting as many as it likes", () => {
  expect(clientAddress(undefined, undefined, 0)).toBe("unknown");
  expect(clientAddress("10.0.0.1", "<script>", 1)).toBe("unknown");
});

test("a port that a proxy wrote does not count", () => {
  expect(clientAddress("10.0.0.1", "203.0.113.9:5678", 1)).toBe("203.0.113.9");
  expect(clientAddress("10.0.0.1", "[2001:db8:1:2::3]:443", 1)).toBe("2001:db8:1:2::/64");
  expect(clientAddress("10.0.0.1", "[2001:db8:1:2::3]", 1)).toBe("2001:db8:1:2::/64");
});

test.each([
  [0, "58"],
  [1, "59"],
])("with %i trusted hops, the next sender behind the same proxy is told that %s of 60 are left", async (hops, left) => {
  const stub = await startStub({ trustedProxyHops: hops });
  const { submit } = asking(() => stub);
  const from = async (sender: string) =>
    (await submit({ content: "x" }, { headers: { "X-Forwarded-For": `6.6.6.6, ${sender}` } })).headers.get(
      "x-ratelimit-remaining",
    );
  expect(await from("203.0.113.9")).toBe("59");
  expect(await from("203.0.113.8")).toBe(left);
  await stub.close();
});
