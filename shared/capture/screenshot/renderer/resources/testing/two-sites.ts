import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { crc32, deflateSync } from "node:zlib";
import { type Browser, chromium, firefox, type Page } from "playwright";
import { afterAll, beforeAll } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium, findFirefox } from "../../../../../../build/executable.ts";
import { SQUARE_FONT } from "./square-font.ts";

export type Answer = { type: string; body: string | Buffer; status?: number; headers?: Record<string, string> };
export type Answers = Record<string, Answer | ((request: IncomingMessage) => Answer)>;
type Site = { url: string; requests: IncomingMessage[]; [Symbol.asyncDispose](): Promise<void> };

export const ENGINES = ["chromium", "firefox"] as const;
export const OPEN = { "Access-Control-Allow-Origin": "*" };
const ROOT = new URL("../../../../../../", import.meta.url);

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const numbers = [data.length, crc32(body)].map((value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  });
  return Buffer.concat([numbers[0]!, body, numbers[1]!]);
};

/** A picture of one colour. */
export const png = (width: number, height: number, color: [number, number, number]): Answer => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(color))]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const body = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { type: "image/png", body };
};

export const font: Answer = { type: "font/ttf", body: Buffer.from(SQUARE_FONT, "base64") };
export const html = (body: string, headers: Record<string, string> = {}): Answer => ({
  type: "text/html; charset=utf-8",
  body: `<!doctype html><script>violations = []; document.addEventListener("securitypolicyviolation", (e) => violations.push(e.effectiveDirective + " " + e.blockedURI))</script>${body}`,
  headers,
});

/** A site with an origin of its own, which also has the source of what is tested, as a browser reads it. */
export const startSite = async (answers: Answers): Promise<Site> => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site.test");
    if (pathname.startsWith("/shared/")) {
      const source = stripTypeScriptTypes(readFileSync(new URL(`.${pathname}`, ROOT), "utf8"));
      return void response.writeHead(200, { "Content-Type": "text/javascript" }).end(source);
    }
    if (pathname === "/favicon.ico") return void response.writeHead(204).end();
    requests.push(request);
    const found = answers[pathname];
    if (!found) return void response.writeHead(404).end();
    const { type, body, status = 200, headers } = typeof found === "function" ? found(request) : found;
    response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
};

const launch = (name: (typeof ENGINES)[number]): Promise<Browser> => {
  const executablePath = name === "firefox" ? findFirefox() : findChromium();
  const at = executablePath ? { executablePath } : {};
  return name === "firefox"
    ? firefox.launch({ ...at, channel: "moz-firefox" })
    : chromium.launch({ ...at, args: CHROMIUM_ARGUMENTS });
};

/** Opens a browser before the tests of a group. @returns What goes to a page in it, and closes it. */
export const browserOfGroup = (name: (typeof ENGINES)[number]) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  });
  afterAll(() => browser.close());
  return async <R>(url: string, use: (page: Page) => Promise<R>): Promise<R> => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: "load" });
      return await use(page);
    } finally {
      await context.close();
    }
  };
};

const MODULE = "/shared/capture/screenshot/renderer/resources/index.ts";

/**
 * Runs a script in a page with `resources` opened for it, and `colour(fetched)` to look at what has come: the pixel in its
 * middle.
 *
 * @param script The body of an async function.
 */
export const inPage = <R>(page: Page, script: string, relay = "undefined"): Promise<R> =>
  page.evaluate<R>(`(async () => {
    const { openResources, symbolId } = await import("${MODULE}");
    const relay = ${relay};
    const open = () => openResources(window, { signal: new AbortController().signal, deadlineMs: 8000, ...(relay ? { relay } : {}) });
    const resources = open();
    const load = async (url) => { const image = new Image(); image.src = url; await image.decode(); return image; };
    const colour = async (fetched) => {
      if (!("dataUrl" in fetched)) return fetched.missing;
      const image = await load(fetched.dataUrl);
      const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
      context.drawImage(image, 0, 0);
      return [...context.getImageData(image.naturalWidth >> 1, image.naturalHeight >> 1, 1, 1).data].slice(0, 3).join();
    };
    const drawn = async (svg, x, y) => {
      const image = await load("data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg));
      const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
      for (let round = 0; round < 10; round++) {
        context.drawImage(image, 0, 0);
        await new Promise((come) => setTimeout(come, 30));
      }
      return [...context.getImageData(x, y, 1, 1).data].slice(0, 3).join();
    };
    ${script}
  })()`);
