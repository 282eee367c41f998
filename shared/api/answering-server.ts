import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Seen = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };
export type Answer =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Reads the request and hangs up: no answer. */
  | "cut"
  /** Never answers. */
  | "silence";

/**
 * For tests: an HTTP server that answers what a test says, right or wrong. What a right server does is tested against the
 * real one; this is for the portals, proxies and cut lines between it and the client.
 */
export const startAnsweringServer = async (answer: (seen: Seen) => Answer) => {
  const seen: Seen[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
    seen.push(one);
    const given = answer(one);
    if (given === "silence") return;
    if (given === "cut") return void request.socket.destroy();
    response.writeHead(given.status, { "Content-Type": "application/json", ...given.headers }).end(given.body ?? "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
