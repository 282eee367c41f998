import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const MODULES = join(import.meta.dirname, "node_modules");
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};

/** Something that a site answers with besides its files. */
export type Made = Record<string, string>;

/**
 * Serves a folder of an installed package as a site of its own: many demonstrations name their files from the root.
 *
 * @param policy Content security policy of its documents; none where it is empty.
 */
export const serveFolder = async (folder: string, made: Made, policy: string) => {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const type = TYPES[extname(pathname)] ?? "application/octet-stream";
    const body = made[pathname] ?? (await readFile(join(MODULES, folder, normalize(pathname))).catch(() => undefined));
    if (body === undefined) return void response.writeHead(404).end();
    if (policy && extname(pathname) === ".html") response.setHeader("Content-Security-Policy", policy);
    response.writeHead(200, { "Content-Type": type, "Cache-Control": "max-age=60" }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
};
