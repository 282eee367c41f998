import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { buildHost } from "./fixtures/host-build.ts";

/** What a page may be like, and whether it may then be taken to show `data:` images. */
type Case = { csp?: string; watched?: string; head?: string; body?: string; fetches?: boolean; expected: boolean };

const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";
const IMAGE = `<img src="${DOT}" alt="">`;
const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

const CASES: Record<string, Case> = {
  "no policy": { expected: true },
  "no policy, and every sign of a strict one": {
    head: '<script nonce="x">0</script><style nonce="x"></style>',
    expected: true,
  },
  "a policy in the page that allows them": { head: meta("img-src 'self' data:"), expected: true },
  "a policy in the page that speaks of other things": { head: meta("object-src 'none'"), expected: true },
  "a policy in the page that forbids them": { head: meta("img-src 'self'"), expected: false },
  "one of two policies in the page": { head: meta("img-src data:") + meta("default-src 'self'"), expected: false },
  "a policy that forbids them, and nothing in the page that tells": { csp: "img-src 'self'", expected: false },
  "a policy that allows them, and nothing in the page that tells": { csp: "img-src data:", expected: false },
  "a policy that is only watched": { watched: "default-src 'none'; script-src 'unsafe-inline'", expected: false },
  "a policy that allows them, and an image that is shown": {
    csp: "default-src 'self'; img-src data:",
    body: IMAGE,
    expected: true,
  },
  "a policy that allows them, and requests to the site": {
    csp: "default-src 'self' 'unsafe-inline'; img-src 'self' data:",
    fetches: true,
    expected: true,
  },
  "a policy that speaks of other things, and requests to the site": {
    csp: "frame-ancestors 'self'",
    fetches: true,
    expected: true,
  },
  "a policy that forbids them, and requests to the site": {
    csp: "default-src 'self' 'unsafe-inline'",
    fetches: true,
    expected: false,
  },
  "a policy that allows them and a watched one that does not, and requests to the site": {
    csp: "img-src data:",
    watched: "img-src 'none'",
    fetches: true,
    expected: false,
  },
  "a policy that forbids requests, and one that was tried": {
    csp: "img-src data:; connect-src 'none'",
    fetches: true,
    expected: false,
  },
};

type Site = { url: string; reports: string[]; asked: IncomingHttpHeaders[]; show: (one: Case) => void };

const listen = (server: Server) =>
  new Promise<string>((listening) =>
    server.listen(0, () => listening(`http://localhost:${(server.address() as AddressInfo).port}/page`)),
  );

const test = base.extend<object, { site: Site; code: string }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads from it what a fixture needs
    async ({}, use) => {
      let one: Case = { expected: true };
      const site: Omit<Site, "url"> = { reports: [], asked: [], show: (next) => (one = next) };
      const server = createServer((request, response) => {
        if (request.url === "/reports") {
          request.setEncoding("utf8").on("data", (text: string) => site.reports.push(text));
          return void response.writeHead(204).end();
        }
        if (request.url !== "/page") return void response.writeHead(404).end();
        if (request.method === "HEAD") site.asked.push(request.headers);
        const { csp, watched, head = "", body = "" } = one;
        if (csp) response.setHeader("Content-Security-Policy", `${csp}; report-uri /reports`);
        if (watched) response.setHeader("Content-Security-Policy-Report-Only", `${watched}; report-uri /reports`);
        response.setHeader("Content-Type", "text/html; charset=utf-8").setHeader("Cache-Control", "no-store");
        response.end(
          `<!doctype html><html lang="en"><head><title>A page</title>${head}</head><body>${body}</body></html>`,
        );
      });
      const url = await listen(server);
      await use({ ...site, url });
      server.closeAllConnections();
      server.close();
    },
    { scope: "worker" },
  ],
  code: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => use((await buildHost("rules/ask.ts"))[0]?.text ?? ""),
    { scope: "worker" },
  ],
});

/** What the page says, and what its owner heard of being asked. */
const ask = async (page: Page, site: Site, code: string, one: Case) => {
  site.show(one);
  site.asked.length = 0;
  await page.goto(site.url);
  if (one.fetches) await page.evaluate("fetch('/page').then((answer) => answer.text(), () => {})");
  await page.waitForTimeout(200); // for reports of the page's own doing
  site.reports.length = 0;
  const answer = await page.evaluate<boolean>(`(() => { ${code}; return askRules(); })()`);
  await page.waitForTimeout(300);
  const reports = site.reports.filter((report) => !report.includes("favicon"));
  return { answer, reports, asked: site.asked.length };
};

for (const [name, one] of Object.entries(CASES))
  test(`images may ${one.expected ? "" : "not "}be \`data:\` where a page has ${name}; nothing is reported`, async ({
    page,
    site,
    code,
    browserName,
  }) => {
    test.skip(
      Boolean(one.watched && !one.csp) && browserName === "firefox",
      "such a policy shows itself nowhere there",
    );
    const { answer, reports } = await ask(page, site, code, one);
    expect({ answer, reports }).toEqual({ answer: one.expected, reports: [] });
  });

test("an image of the page's own that was refused says so, and is not reported a second time", async ({
  page,
  site,
  code,
}) => {
  const { answer, reports } = await ask(page, site, code, {
    csp: "img-src 'self'",
    body: IMAGE,
    fetches: true,
    expected: false,
  });
  expect({ answer, reports }).toEqual({ answer: false, reports: [] });
});

test("the page's server is asked once where it matters, and never where the page has asked it nothing", async ({
  page,
  site,
  code,
}) => {
  const csp = "default-src 'self'";
  expect((await ask(page, site, code, { csp, fetches: true, expected: false })).asked).toBe(1);
  expect((await ask(page, site, code, { csp, expected: false })).asked).toBe(0);
  expect((await ask(page, site, code, { fetches: true, expected: true })).asked).toBe(0);
});

test("the page's observers hear nothing of it", async ({ page, site, code }) => {
  site.show({ expected: true });
  await page.goto(site.url);
  await page.evaluate(`(() => {
    ${code};
    globalThis.heard = [];
    new MutationObserver((all) => heard.push(...all.flatMap(({ addedNodes }) => [...addedNodes].map((one) => one.localName))))
      .observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    return askRules();
  })()`);
  expect(await page.evaluate("heard.join()")).toBe("earshot-widget");
});
