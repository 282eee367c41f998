import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "@playwright/test";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { bundled, shippedBytes } from "./bundled.ts";
import { ROOT } from "./source-files.ts";

/** What a page and a worker do with it, as text: it runs where nothing of this test is. */
const WORK = `async ({ createEarshot, verifyWebhook }, { baseUrl, apiKey }) => {
  const earshot = createEarshot({ baseUrl, apiKey });
  const upload = await earshot.uploads.send(new Blob(["a,b"], { type: "text/csv" }));
  const { status } = await earshot.feedback.create({ content: "Hello", attachments: [upload] });
  const read = await earshot.feedback.list().catch(({ code }) => code);
  const secret = "whsec_" + btoa("0123456789012345678901234567890123");
  const forged = await verifyWebhook("{}", { "webhook-id": "1" }, secret).catch(({ code }) => code);
  return { status, read, forged };
}`;
/** A page's key may not read. */
const DONE = { status: "new", read: "insufficient_scope", forged: "invalid_signature" };

let stub: Stub;
let server: Server;
let page: string;
test.beforeAll(async () => {
  stub = await startStub({ clock: "running" });
  const module = await bundled("api", "es");
  const worker = `import * as earshot from "/api.js";
    addEventListener("message", async ({ data }) => postMessage(await (${WORK})(earshot, data)));`;
  const files: Record<string, [type: string, text: string]> = {
    "/": ["text/html", "<!doctype html><title>A page</title>"],
    "/api.js": ["text/javascript", module],
    "/worker.js": ["text/javascript", worker],
  };
  server = createServer(({ url = "" }, response) => {
    const [type, text] = files[url] ?? ["text/plain", ""];
    response.writeHead(files[url] ? 200 : 404, { "Content-Type": type }).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  page = `http://localhost:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(async () => {
  server.close();
  await stub.close();
});

test("the whole of earshot/api, as a program bundles it, keeps within its bytes", async () => {
  expect(await shippedBytes("api")).toBeLessThanOrEqual(3_000);
});

test("it runs in a page", async ({ page: tab }) => {
  await tab.goto(page);
  const given = { baseUrl: stub.url, apiKey: stub.publishableKey };
  const done = await tab.evaluate(
    ([work, options]) =>
      import(`${location.origin}/api.js`).then((earshot) => Function(`return ${work}`)()(earshot, options)),
    [WORK, given] as const,
  );
  expect(done).toEqual(DONE);
});

test("it runs in a worker, where there is no page", async ({ page: tab }) => {
  await tab.goto(page);
  const done = await tab.evaluate(
    (options) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.addEventListener("error", ({ message }) => reject(new Error(message)));
        worker.postMessage(options);
      }),
    { baseUrl: stub.url, apiKey: stub.publishableKey },
  );
  expect(done).toEqual(DONE);
});

/** As Cloudflare's workers have it: a request that may not be redirected is none there. */
const strictFetch: typeof fetch = (url, init) => {
  if (init?.redirect === "error") throw new TypeError("Invalid redirect value");
  return fetch(url, init);
};

test("it runs where there is nothing but what every runtime has", async () => {
  const { URL, URLSearchParams, TextEncoder, TextDecoder, AbortSignal, Blob, crypto, atob, btoa } = globalThis;
  const web = {
    fetch: strictFetch,
    URL,
    URLSearchParams,
    TextEncoder,
    TextDecoder,
    AbortSignal,
    Blob,
    crypto,
    atob,
    btoa,
  };
  const context = createContext({ ...web, setTimeout, clearTimeout });
  const code = `${await bundled("api", "iife")};(${WORK})(earshot, ${JSON.stringify({ baseUrl: stub.url, apiKey: stub.secretKey })})`;
  const done = (await runInContext(code, context)) as Record<string, unknown>;
  expect(done).toMatchObject({ status: "new", forged: "invalid_signature", read: { nextCursor: null } });
});

test("what is published names no package and nothing of Node", () => {
  const text = readFileSync(join(ROOT, "dist/package/api.js"), "utf8");
  const imports = [...text.matchAll(/^import .* from "([^"]+)"/gm)].map(([, target]) => target);
  expect(imports.filter((target) => !target?.startsWith("./chunks/"))).toEqual([]);
});
