import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "vite";

const DIST = join(import.meta.dirname, "../../dist/widget");
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
const TYPES: Record<string, string> = { js: "text/javascript", json: "application/json", html: "text/html" };

/** For tests: what is shipped, built when it is not there. */
export const builtWidget = async (file: string): Promise<Buffer> => {
  if (!existsSync(join(DIST, "earshot.js"))) await build({ mode: "widget", logLevel: "warn" });
  return readFile(join(DIST, file));
};

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const listen = async (handler: Handler) => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    handler(request, response).catch(() => response.writeHead(404, CORS).end());
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { port: (server.address() as AddressInfo).port, paths, close };
};

export type SiteOptions = {
  /** The page's head, given the address that the widget's files come from. */
  head: (server: string) => string | Promise<string>;
  body?: string;
  policy?: (server: string) => string;
  /** Changes a built file on its way; `undefined` cuts the connection instead. */
  tamper?: (path: string, code: string) => string | undefined;
};

/**
 * For tests: a page on one origin, and on another one the built widget and a `POST /v1/feedback` that takes everything, or
 * hangs up while `offline`. The real server is met in `e2e/`.
 */
export const openSite = async ({ head, body = "", policy, tamper = (_path, code) => code }: SiteOptions) => {
  const state = { offline: false, received: [] as Record<string, unknown>[] };
  const widget = await listen(async (request, response) => {
    if (request.method === "OPTIONS") return void response.writeHead(204, CORS).end();
    const path = request.url ?? "";
    if (path === "/v1/feedback") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (state.offline) return void request.socket.destroy();
      state.received.push(JSON.parse(Buffer.concat(chunks).toString()));
      const accepted = { id: "0192a7c0ffee0192a7c0ffee", createdAt: "2026-01-01T00:00:00Z", status: "new" };
      return void response.writeHead(201, { ...CORS, "Content-Type": TYPES.json }).end(JSON.stringify(accepted));
    }
    const code = tamper(path, (await builtWidget(path)).toString());
    if (code === undefined) return void request.socket.destroy();
    const type = TYPES[path.split(".").pop() ?? ""] ?? "";
    response.writeHead(200, { ...CORS, "Content-Type": type }).end(code);
  });
  const server = `http://127.0.0.1:${widget.port}`;
  const page = await listen(async (_request, response) => {
    const headers = policy ? { "Content-Security-Policy": policy(server) } : {};
    const html = `<!doctype html><html lang="en"><title>A page</title>${await head(server)}<body>${body}</body></html>`;
    response.writeHead(200, { "Content-Type": "text/html", ...headers }).end(html);
  });
  return {
    url: `http://localhost:${page.port}/`,
    state,
    /** Paths asked of the widget's origin, in order. */
    paths: widget.paths,
    async [Symbol.asyncDispose]() {
      await Promise.all([widget.close(), page.close()]);
    },
  };
};
