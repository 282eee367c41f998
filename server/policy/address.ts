import type { IncomingMessage } from "node:http";
import { isIPv4, isIPv6 } from "node:net";
import type { Policy, RequestContext, Services } from "../services.ts";

/** An IPv6 subscriber has a whole /64, so that is what counts as one client. */
const network = (address: string): string => {
  // Some proxies write the port, too: 203.0.113.9:5678, [2001:db8::1]:443.
  const host = address.replace(/^\[([^\]]+)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  const mapped = host.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  if (isIPv4(mapped)) return mapped;
  const plain = mapped.replace(/%.*$/, "");
  if (!isIPv6(plain)) return "unknown";
  const [head = "", tail] = plain.split("::");
  const front = head ? head.split(":") : [];
  const missing = tail === undefined ? 0 : 8 - front.length - (tail ? tail.split(":").length : 0);
  const groups = [...front, ...Array<string>(Math.max(0, missing)).fill("0"), ...(tail ? tail.split(":") : [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
};

/**
 * The address of the client, for limits only; it is never stored. The socket's peer, unless `hops` proxies are known to stand
 * in front: each appends the address it saw to `X-Forwarded-For`, so the last `hops` entries are true and no other.
 */
export const clientAddress = (peer: string | undefined, forwardedFor: string | undefined, hops: number): string => {
  const seen = [...(forwardedFor?.split(",").map((entry) => entry.trim()) ?? []), peer ?? ""];
  return network(seen.at(-1 - hops) ?? seen[0] ?? "");
};

/**
 * The same for each request that comes. Without proxies a connection is always the same client's, so its address is looked at
 * once.
 */
export const createAddressOf = (hops: number): ((request: IncomingMessage) => string) => {
  const known = new WeakMap<object, string>();
  return ({ socket, headers }) => {
    if (hops > 0) return clientAddress(socket.remoteAddress, headers["x-forwarded-for"]?.toString(), hops);
    const address = known.get(socket) ?? clientAddress(socket.remoteAddress, undefined, 0);
    known.set(socket, address);
    return address;
  };
};

export const address =
  ({ addressOf }: Services): Policy =>
  async (context, next) => {
    context.set("address", addressOf((context as unknown as RequestContext).env.incoming as IncomingMessage));
    await next();
  };
