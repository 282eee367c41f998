import { expect } from "@playwright/test";
import type { ConnectCode } from "../shared/contract/connect-code.ts";
import { faults } from "./fixtures/axe.ts";
import { connect, connected, keysSent, shows, test, written } from "./fixtures/extension-test.ts";

const ask = async (api: string, key: string, path: string, body?: object): Promise<unknown> => {
  const answer = await fetch(api + path, {
    method: body ? "POST" : "GET",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return answer.json();
};

test("connected by a link, with a key of its own that ends when the team revokes it; the code works once", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const { code } = (await ask(api, stub.secretKey, "/v1/connect-codes", { name: "Ann Lee" })) as ConnectCode;
  const link = `${api}/#connect=${code}`;
  const options = await extension.open("options");
  await connect(options, "", link);
  await shows(options, "Connected to Stub app");
  const { data } = (await ask(api, stub.secretKey, "/v1/keys")) as { data: { id: string; name: string }[] };
  const own = data.find(({ name }) => name === "Chrome extension of Ann Lee");
  expect(own).toMatchObject({ kind: "publishable", allowedOrigins: [extension.origin] });

  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.keyboard.type("Sent with a key of my own");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  await popup.close();

  await fetch(`${api}/v1/keys/${own?.id}`, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${stub.secretKey}` },
  });
  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> figure canvas");
  await again.keyboard.type("Too late");
  await again.locator("::-p-aria(Send)").click();
  await shows(again, "The server no longer takes feedback from this extension.");
  await again.close();

  await options.bringToFront();
  await options.locator("::-p-aria(Connect another)").click();
  await connect(options, "", link);
  await shows(options, "The server does not know this code. It works once");
  expect(await faults(options)).toEqual([]);
});

test("an answer that is lost on the way costs no code: tried again, also by a page that was opened anew, it gives a key that works", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const { code } = (await ask(api, stub.secretKey, "/v1/connect-codes", { name: "Ann Lee" })) as ConnectCode;
  stub.faults.add({ kind: "lose-answer", path: "/v1/connections", times: 100 });
  const first = await extension.open("options");
  await connect(first, "", `${api}/#connect=${code}`);
  await shows(first, "No answer from");
  const tried = keysSent(stub).length;
  await first.locator("::-p-aria(Connect)").click();
  await expect.poll(() => keysSent(stub).length).toBeGreaterThan(tried);
  await shows(first, "No answer from");
  await first.close();
  stub.faults.clear();
  const options = await extension.open("options");
  await connect(options, "", `${api}/#connect=${code}`);
  await shows(options, "Connected to Stub app");
  const keys = keysSent(stub).filter(Boolean);
  expect(keys.length).toBeGreaterThanOrEqual(3); // a browser may ask again by itself
  expect(new Set(keys).size).toBe(1);
  const kept = await options.evaluate(() => chrome.storage.local.get("connecting"));
  expect(kept).toEqual({});

  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.keyboard.type("With the key that arrived");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  const { data } = (await ask(api, stub.secretKey, "/v1/keys?limit=100")) as {
    data: { name: string; revokedAt: string | null }[];
  };
  const own = data.filter(({ name }) => name === "Chrome extension of Ann Lee");
  expect(own).toMatchObject([{ revokedAt: null }]);
});

test("of several connections each site has the one that was chosen for it, and what is being written goes along", async ({
  extension,
  stub,
  api,
  painted,
  serve,
}) => {
  const other = await serve({ origins: [extension.origin] });
  const options = await connected(extension, api, stub);
  await options.locator("::-p-aria(Connect another)").click();
  await connect(options, other.url.replace("localhost", "127.0.0.1"), other.publishableKey);
  await shows(options, "Your connections");
  expect(await faults(options)).toEqual([]);

  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.keyboard.type("For the other team");
  const [, second] = await popup.$$eval("#choice option", (all) => all.map(({ value }) => value));
  await popup.select("#choice select", second ?? "");
  await popup.waitForSelector(">>> textarea");
  await expect.poll(() => written(popup)).toBe("For the other team");
  // The picture may have been removed, or blacked out in part: it is not taken again by itself.
  expect(await popup.$(">>> figure canvas")).toBeNull();
  expect(await faults(popup)).toEqual([]);
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  await popup.close();
  const kept = async (url: string, key: string) => ((await ask(url, key, "/v1/feedback")) as { data: unknown[] }).data;
  expect(await kept(other.url, other.secretKey)).toMatchObject([{ content: "For the other team" }]);
  expect(await kept(api, stub.secretKey)).toEqual([]);

  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> figure canvas");
  expect(await again.$eval("#choice select", (select) => (select as HTMLSelectElement).value)).toBe(second);
});

test("what one team's server refused is not offered to another team", async ({
  extension,
  stub,
  api,
  painted,
  serve,
}) => {
  const other = await serve({ origins: [extension.origin] });
  const options = await connected(extension, api, stub);
  await options.locator("::-p-aria(Connect another)").click();
  await connect(options, other.url.replace("localhost", "127.0.0.1"), other.publishableKey);
  await shows(options, "Your connections");
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.focus(">>> textarea");
  await popup.keyboard.type("Only for the first");
  stub.faults.add({ kind: "status", status: 401 });
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "The server no longer takes feedback from this extension.");
  await popup.close();

  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> figure canvas");
  await again.waitForSelector("::-p-aria(Show it)");
  const [, second] = await again.$$eval("#choice option", (all) => all.map(({ value }) => value));
  await again.select("#choice select", second ?? "");
  await expect.poll(() => again.$("::-p-aria(Show it)")).toBeNull();
  await again.waitForSelector(">>> textarea");
  expect(await again.$("::-p-aria(Show it)")).toBeNull();
});
