import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { type AllowedHost, addressesOf, type Lookup } from "./destination.ts";

/** Makes every connection go to addresses that have been looked at, whatever the name leads to by now. */
const pinnedTo =
  (addresses: Awaited<ReturnType<Lookup>>): LookupFunction =>
  (_name, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };

export type GuardedOptions = {
  lookup: Lookup;
  /** Private hosts that the operator allows. */
  allowedHosts: AllowedHost[];
};

export type GuardedRequest = {
  url: URL;
  method: "GET" | "POST";
  headers: Record<string, string | number>;
  body?: string;
  /** Ends it whenever it comes, also while the answer is read. */
  signal: AbortSignal;
};

/**
 * The one way out to where others say: no redirects, no proxies, no connection kept, nothing private reached.
 *
 * @returns The answer as it begins; whoever has it reads it with a limit, or destroys it.
 * @throws RefusedDestination, the signal's reason, or what the connection failed of.
 */
export const guardedRequest = async (
  { lookup, allowedHosts }: GuardedOptions,
  { url, method, headers, body, signal }: GuardedRequest,
): Promise<http.IncomingMessage> => {
  signal.throwIfAborted();
  const ended = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  ended.catch(() => {}); // heard below, or too late to matter
  const addresses = await Promise.race([addressesOf(url, allowedHosts, lookup), ended]);
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const options: https.RequestOptions = {
      method,
      agent: false,
      signal,
      lookup: pinnedTo(addresses),
      rejectUnauthorized: true,
      headers,
    };
    const request = url.protocol === "https:" ? https.request(url, options) : http.request(url, options);
    request.once("response", resolve).on("error", reject).end(body);
    request.once("upgrade", (_answer, socket) => {
      socket.destroy();
      reject(Object.assign(new Error("upgrade"), { code: "HPE_UPGRADE" }));
    });
    ended.catch(reject);
  });
};
