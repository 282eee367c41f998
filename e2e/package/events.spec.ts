import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { bundled, shippedBytes } from "./bundled.ts";

let stub: Stub;
let server: Server;
let page: string;
const keys: Record<string, string> = {};
test.beforeAll(async () => {
  stub = await startStub({ clock: "running" });
  const headers = { "Content-Type": "application/json", Cookie: await signIn(stub) };
  for (const kind of ["public", "secret"]) {
    const body = JSON.stringify({ kind: `composite-${kind}`, name: kind });
    const answer = await fetch(`${stub.url}/v1/keys`, { method: "POST", headers, body });
    keys[kind] = ((await answer.json()) as { text: string }).text;
  }
  const module = await bundled("events", "es");
  server = createServer(({ url }, response) => {
    const [type, text] = url === "/events.js" ? ["text/javascript", module] : ["text/html", "<!doctype html>A page"];
    response.writeHead(200, { "Content-Type": type }).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  page = `http://localhost:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(async () => {
  server.close();
  await stub.close();
});

const stored = async (session: string): Promise<string[]> => {
  const answer = await fetch(`${stub.url}/as/composite/v1/events?limit=100`, {
    headers: { Authorization: `Bearer ${keys.secret}` },
  });
  const { data } = (await answer.json()) as { data: Array<{ name: string; sessionId: string | null }> };
  return data.flatMap(({ name, sessionId }) => (sessionId === session ? [name] : [])).toReversed();
};

/** Makes a sender in the page, and keeps it there for what comes. */
const start = (tab: Page, session: string, waitMs: number): Promise<void> =>
  tab.evaluate(
    async ([baseUrl, apiKey, sessionId, wait]) => {
      const { createEventSender } = await import(`${location.origin}/events.js`);
      const sender = createEventSender({ baseUrl, apiKey, waitMs: wait, owner: { sessionId } });
      Object.assign(globalThis, { sender });
    },
    [stub.url, keys.public, session, waitMs] as const,
  );
const track = (tab: Page, ...names: string[]): Promise<void> =>
  tab.evaluate((all) => {
    const { sender } = globalThis as unknown as { sender: { track(name: string): void } };
    for (const name of all) sender.track(name);
  }, names);

test("the whole of earshot/events, as a program bundles it, keeps within its bytes", async () => {
  expect(await shippedBytes("events")).toBeLessThanOrEqual(1_700);
});

test("a page sends what it noted together, also after it was offline", async ({ page: tab, context }) => {
  await tab.goto(page);
  await start(tab, "offline", 20);
  await track(tab, "before");
  await expect.poll(() => stored("offline")).toEqual(["before"]);
  await context.setOffline(true);
  const failed = tab.waitForEvent("requestfailed");
  await track(tab, "while 1", "while 2");
  await failed;
  expect(await stored("offline")).toEqual(["before"]);
  await context.setOffline(false);
  await expect.poll(() => stored("offline")).toEqual(["before", "while 1", "while 2"]);
});

test("what still waits when a page is left is sent", async ({ page: tab }) => {
  await tab.goto(page);
  await start(tab, "left", 600_000);
  await track(tab, "clicked", "left");
  expect(await stored("left")).toEqual([]);
  await tab.goto(`${page}elsewhere`);
  await expect.poll(() => stored("left")).toEqual(["clicked", "left"]);
});
