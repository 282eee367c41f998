import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import type { Stub } from "../server-stub/start.ts";
import { createEarshot } from "../shared/api/client.ts";
import { connectCode } from "./fixtures/extension-hands.ts";
import { connect, connected, keysSent, shows, test, write, written } from "./fixtures/extension-test.ts";
import { kept } from "./fixtures/kept.ts";

const tells = async (url: string, key: string) =>
  (await createEarshot({ baseUrl: url, apiKey: key }).feedback.list()).data;
const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test("a wrong code, no code at all and an expired one: a sentence each, and nothing is kept", async ({
  extension,
  stub,
  api,
}) => {
  const options = await extension.open("options");
  await connect(options, api, "7K2M-9XQT-4HBD-W3FA");
  await shows(options, "The server does not know this code. It works once, and for a day: ask your team for another.");
  await connect(options, api, "no code at all");
  await shows(options, "This is no link and no code of Earshot's.");
  const code = await connectCode(api, stub.secretKey);
  (stub as Stub).clock.advance(25 * 3_600_000);
  await connect(options, "", `${api}/#connect=${code}`);
  await shows(options, "The server does not know this code.");
  expect(await options.evaluate(() => chrome.storage.local.get())).toEqual({});
});

test("a key that ends while somebody writes: the reason is said, the words stay, and nothing goes elsewhere", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await extension.open("options");
  const team = { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" };
  const code = await connectCode(api, stub.secretKey);
  await connect(options, "", `${api}/#connect=${code}`);
  await shows(options, "Connected to Stub app");
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "Do not lose me");
  const { data } = (await (await fetch(`${api}/v1/keys`, { headers: team })).json()) as {
    data: { id: string; name: string }[];
  };
  const own = data.find(({ name }) => name.endsWith("of Ann Lee"));
  await fetch(`${api}/v1/keys/${own?.id}`, { method: "DELETE", headers: team });
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "The server no longer takes feedback from this extension.");
  await expect.poll(() => written(popup)).toBe("Do not lose me");
  await popup.locator("::-p-aria(Edit)").click();
  await expect.poll(() => written(popup)).toBe("Do not lose me");
  expect(await tells(api, stub.secretKey)).toEqual([]);
});

test("a server without CORS: no connection to one, and what was written for one waits until it can be sent", async ({
  extension,
  stub,
  painted,
}) => {
  let isOpen = false;
  // The same server behind something that swallows its CORS headers.
  const front = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
    const body = parts.length > 0 ? Buffer.concat(parts) : null;
    const answer = await fetch(stub.url + request.url, { method: request.method ?? "GET", headers, body });
    const given = [...answer.headers].filter(
      ([name]) => !/^(content-encoding|transfer-encoding|content-length|connection)$/.test(name),
    );
    const kept = given.filter(([name]) => isOpen || !name.startsWith("access-control-"));
    response.writeHead(answer.status, Object.fromEntries(kept)).end(Buffer.from(await answer.arrayBuffer()));
  });
  const api = await listen(front);
  const options = await extension.open("options");
  await connect(options, api, stub.publishableKey);
  await shows(
    options,
    `No answer from ${api}. Check the address, and that the server runs and can be reached from here.`,
  );
  expect(await options.evaluate(() => chrome.storage.local.get())).toEqual({});
  isOpen = true;
  await connect(options, api, stub.publishableKey);
  await shows(options, "Connected to Stub app");

  isOpen = false;
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "Through a wall");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Saved, will be sent");
  await shows(popup, "Your feedback is safe on this device");
  expect(await tells(stub.url, stub.secretKey)).toEqual([]);
  isOpen = true;
  await shows(popup, "Thank you");
  expect(await tells(stub.url, stub.secretKey)).toMatchObject([{ content: "Through a wall" }]);
  front.closeAllConnections();
  front.close();
});

test("no room left on the device: it says so, the words stay in the form, and are sent once there is room", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const session = await options.createCDPSession();
  const { origin } = extension;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "No room for me");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "no room");
  await expect.poll(() => written(popup)).toBe("No room for me");
  expect(keysSent(stub)).toEqual([]);
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await popup.locator("::-p-aria(Edit)").click();
  await expect.poll(() => written(popup)).toBe("No room for me");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  expect(await tells(api, stub.secretKey)).toMatchObject([{ content: "No room for me" }]);
  expect(await options.evaluate(kept, "heads")).toEqual([]);
});
