import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import { build } from "vite";
import { HOST_CSS, HOST_SCRIPT, hostPage } from "./host-page.ts";

const HERE = import.meta.dirname;
const BUILT = join(HERE, "node_modules/.built");
const TYPES: Record<string, string> = {
  js: "text/javascript",
  css: "text/css",
  html: "text/html",
  json: "application/json",
};

/** Bundles each peer as its documents say a site would, minified, into one script. */
export const buildPeers = async (): Promise<void> => {
  await rm(BUILT, { recursive: true, force: true });
  await mkdir(BUILT, { recursive: true });
  for (const name of ["sentry", "siteping", "echo", "gotcha", "betterbugs", "feedback-js", "native-dialog", "nothing"])
    await build({
      configFile: false,
      root: HERE,
      logLevel: "error",
      publicDir: false,
      define: { "process.env.NODE_ENV": '"production"' },
      build: {
        outDir: BUILT,
        emptyOutDir: false,
        target: "es2022",
        cssCodeSplit: false,
        lib: {
          entry: join(HERE, `peers/${name}.js`),
          name: "peer",
          formats: ["iife"],
          fileName: () => `${name}.js`,
          cssFileName: name,
        },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
  const modules = join(HERE, "node_modules");
  await cp(join(modules, "pushfeedback/dist/pushfeedback"), join(BUILT, "pushfeedback"), { recursive: true });
  await cp(join(modules, "feedbackfin/dist/index.umd.js"), join(BUILT, "feedbackfin.js"));
  await cp(join(modules, "@contember/echo/dist/style.css"), join(BUILT, "echo.css"));
};

const listen = async (answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
};

/** The host page on one origin, the peers' files on another. `tag` and `policy` say what the next visit meets. */
export const serve = async () => {
  const files = await listen(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://x").pathname);
    const body = await readFile(join(BUILT, path));
    response.writeHead(200, {
      "Content-Type": TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream",
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": "max-age=60",
    });
    response.end(body);
  });
  const host = { tag: "", policy: "", css: "" };
  const page = await listen(async (request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    if (path === "/host.css")
      return void response.writeHead(200, { "Content-Type": "text/css" }).end(HOST_CSS + host.css);
    if (path === "/host.js")
      return void response.writeHead(200, { "Content-Type": "text/javascript" }).end(HOST_SCRIPT);
    // Whatever else is asked of the page's own origin is a back end: it agrees.
    if (path !== "/") return void response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    response.writeHead(200, {
      "Content-Type": "text/html",
      ...(host.policy ? { "Content-Security-Policy": host.policy } : {}),
    });
    response.end(hostPage(host.tag));
  });
  return {
    host,
    files: `http://127.0.0.1:${files.port}`,
    url: `http://localhost:${page.port}/`,
    close: async () => void (await Promise.all([files.close(), page.close()])),
  };
};

export type Served = Awaited<ReturnType<typeof serve>>;
