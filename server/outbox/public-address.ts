import { BlockList, isIP } from "node:net";

/**
 * What an address is to a server that connects where strangers tell it to. `public`: anybody's. `private`: this machine's or this
 * network's; only by the operator's word. `never`: what no webhook can be, and where cloud machines keep their credentials.
 */
export type Reach = "public" | "private" | "never";

const blockList = (family: "ipv4" | "ipv6", ranges: string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    list.addSubnet(address, Number(bits), family);
  }
  return list;
};

// IANA's registries of special-purpose addresses (RFC 6890 and what came after it).
const NEVER_4 = blockList("ipv4", [
  "0.0.0.0/8", // "this network"; 0.0.0.0 reaches the machine itself
  "100.100.100.200/32", // metadata of a cloud, within the range of carriers
  "169.254.0.0/16", // link-local, and metadata of most clouds
  "192.0.0.0/24", // protocol assignments, and metadata of a cloud
  "192.0.2.0/24", // documentation
  "192.31.196.0/24", // AS112
  "192.52.193.0/24", // AMT
  "192.88.99.0/24", // relays of 6to4
  "192.175.48.0/24", // AS112
  "198.18.0.0/15", // benchmarking
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
]);
const PRIVATE_4 = blockList("ipv4", [
  "10.0.0.0/8",
  "100.64.0.0/10", // carriers, and networks laid over others
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
]);
// The other way round: of all of IPv6 only an eighth is public, and not all of that.
const GLOBAL_6 = blockList("ipv6", ["2000::/3"]);
const NEVER_6 = blockList("ipv6", [
  "fd00:ec2::/32", // metadata of a cloud, within unique local
  "fd20:ce::/32", // metadata of another
  "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4: any IPv4 address could be inside
  "3fff::/20", // documentation
]);
const PRIVATE_6 = blockList("ipv6", ["::1/128", "fc00::/7"]);

/** The eight groups of an IPv6 address. */
const groupsOf = (address: string): number[] => {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = [], tail] = hex.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const middle = tail === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...middle, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
};

/** The IPv4 address that `::ffff:a.b.c.d` (mapped) and `64:ff9b::a.b.c.d` (NAT64) stand for. */
const embedded4 = (address: string): string | undefined => {
  const groups = groupsOf(address);
  const prefix = groups.slice(0, 6).join();
  if (prefix !== "0,0,0,0,0,65535" && prefix !== "100,65435,0,0,0,0") return undefined;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
};

const reachOf4 = (address: string): Reach =>
  NEVER_4.check(address, "ipv4") ? "never" : PRIVATE_4.check(address, "ipv4") ? "private" : "public";

/**
 * @param address An address as the resolver gives it. Text that is no address, or has a zone (`fe80::1%eth0`), is `never`.
 */
export const reachOf = (address: string): Reach => {
  const family = address.includes("%") ? 0 : isIP(address);
  if (family === 4) return reachOf4(address);
  if (family !== 6) return "never";
  const inside = embedded4(address);
  if (inside) return reachOf4(inside);
  if (NEVER_6.check(address, "ipv6")) return "never";
  if (PRIVATE_6.check(address, "ipv6")) return "private";
  return GLOBAL_6.check(address, "ipv6") ? "public" : "never";
};
