import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "puppeteer-core";
import { install, openBrowser } from "./browser.ts";

/** All that a browser asks of any network passes here, what it asks of this machine too. */
const countingProxy = async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { method, headers } = request;
    const passed = ask(request.url ?? "", { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Resolves with how long after `from` the browser says that the worker has stopped. */
const stopped = async (page: Page, origin: string, from: number): Promise<number> => {
  const session = await page.createCDPSession();
  const ours = new Set<string>();
  const end = Promise.withResolvers<number>();
  session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    for (const { registrationId, scopeURL } of registrations) if (scopeURL.startsWith(origin)) ours.add(registrationId);
  });
  let ran = false;
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const { registrationId, runningStatus } of versions) {
      if (!ours.has(registrationId)) continue;
      ran ||= runningStatus === "running";
      if (ran && runningStatus === "stopped") end.resolve(performance.now() - from);
    }
  });
  const patience = setTimeout(() => end.resolve(Number.NaN), 90_000);
  await session.send("ServiceWorker.enable");
  return end.promise.finally(() => clearTimeout(patience));
};

/**
 * What the extension does while nobody asks anything of it.
 *
 * @param connect Makes the connection in the extension's own page, without the network.
 * @returns What was asked of any network before the first click and until something is sent, the page itself and the browser's own
 *   business with its maker left out; how much that was; and after how many milliseconds without work the worker was stopped.
 */
export const quietOf = async (folder: string, page: string, connect: (home: Page) => Promise<void>) => {
  const proxy = await countingProxy();
  const browser = await openBrowser(`--proxy-server=${proxy.address}`, "--proxy-bypass-list=<-loopback>");
  const { origin, home, click } = await install(browser, folder, "extension/options/index.html");
  await connect(home);
  const tab = await browser.newPage();
  await new Promise((later) => setTimeout(later, 5_000));
  const isBrowsers = (one: string) => /^\w+ (https?:\/\/)?[\w.-]+\.(google|googleapis|gvt1)\.com\b/.test(one);
  const before = proxy.asked.filter((one) => !isBrowsers(one));
  await tab.goto(page);
  const ofPage = (one: string) => one.endsWith(` ${page}`) || one.endsWith("/favicon.ico");
  await click(tab);
  const composing = proxy.asked.filter((one) => !isBrowsers(one) && !ofPage(one));
  const browsers = proxy.asked.filter(isBrowsers).length;
  const idleMs = await stopped(home, origin, performance.now());
  await browser.close();
  proxy.close();
  return { before, composing, browsers, idleMs };
};
