import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import type { Served } from "../server-stub/scaled/start.ts";
import type { ConnectCode } from "../shared/contract/connect-code.ts";
import type { FeedbackList } from "../shared/contract/record.ts";
import type { Reply } from "../shared/contract/reply.ts";
import { faults } from "./fixtures/axe.ts";
import { type InstalledExtension, installExtension } from "./fixtures/extension.ts";
import { connect, shows, test } from "./fixtures/extension-test.ts";
import type { PaintedPage } from "./fixtures/painted-page.ts";

type Team = ReturnType<typeof teamOf>;
/** What the team does, by the API. */
const teamOf = (api: string, { secretKey }: Served) => {
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(api + path, {
      method: body ? "POST" : "GET",
      headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await answer.json()) as T;
  };
  return {
    link: async (name: string) => `${api}/#connect=${(await ask<ConnectCode>("/v1/connect-codes", { name })).code}`,
    idOf: async (words: string) =>
      (await ask<FeedbackList>("/v1/feedback")).data.find(({ content }) => content === words)?.id ?? "",
    reply: (id: string, content: string, visibility = "public") =>
      ask(`/v1/feedback/${id}/replies`, { content, visibility }),
    replies: async (id: string) => (await ask<{ data: Reply[] }>(`/v1/feedback/${id}/replies`)).data,
  };
};

const connectAs = async (extension: InstalledExtension, team: Team, name: string): Promise<Page> => {
  const options = await extension.open("options");
  await connect(options, "", await team.link(name));
  await shows(options, "Connected to Stub app");
  return options;
};
const send = async (extension: InstalledExtension, { url }: PaintedPage, words: string): Promise<Page> => {
  const page = await extension.browser.newPage();
  await page.goto(url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.keyboard.type(words);
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  await popup.close();
  return page;
};
const badgeOf = (page: Page): Promise<string> => page.evaluate(() => chrome.action.getBadgeText({}));
const inStorage = (page: Page): Promise<string> =>
  page.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null), { ...localStorage }]),
  );
const reads = ({ requests }: Served) =>
  requests.filter(({ method, path }) => method === "GET" && path === "/v1/conversations");
const settled = (page: Page) =>
  page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
/** `SHOTS` names a folder for pictures to be looked at. */
const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SHOTS;
  for (const value of ["dark", "light"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    await settled(page);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${value}.png` });
    if (name !== "popup") expect(await faults(page)).toEqual([]); // that one has a test of its own
  }
};

const HOSTILE = "See javascript:alert(1) <img src=x onerror=alert(1)> \u202etxet desrever and https://evil.example";

test("who sent something is told of the team's reply, reads it and answers; nobody else's extension sees any of it", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  test.setTimeout(150_000);
  const team = teamOf(api, stub);
  const options = await connectAs(extension, team, "Ann Lee");
  const page = await send(extension, painted, "The chart is empty");
  const id = await team.idOf("The chart is empty");
  await team.reply(id, "Which browser is it?");
  await team.reply(id, HOSTILE);
  await team.reply(id, "she is on the old plan", "internal");
  expect(await badgeOf(options)).toBe("");

  const popup = await extension.clickAction(page);
  await shows(popup, "2 new replies from the team");
  await expect.poll(() => badgeOf(options)).toBe("2");
  await shot(popup, "popup");
  const opened = extension.browser.waitForTarget((target) => target.url().includes("/history/index.html"));
  await popup.locator("::-p-text(2 new replies)").click();
  const history = await (await opened).asPage();
  await shows(history, "Which browser is it?");
  await shows(history, HOSTILE);
  await shows(history, "The chart is empty");
  expect(await history.evaluate(() => document.body.innerText)).not.toContain("old plan");
  expect(await history.$$eval(".talk a, .talk img", (found) => found.length)).toBe(0);
  expect(await history.$$eval(".talk article p[dir=auto]", (found) => found.length)).toBe(3);
  await expect.poll(() => badgeOf(history)).toBe("");
  await shot(history, "history");

  // What was typed stays when it cannot be sent, also over a reload; a lost answer makes no second reply.
  stub.faults.add({ kind: "status", status: 500, path: "/v1/conversations" });
  await history.locator("::-p-aria(Your answer)").fill("Firefox, the newest");
  await history.locator(".talk ::-p-text(Send)").click();
  await shows(history, "Your answer could not be sent. It is still here: try again.");
  await shot(history, "failed");
  await history.reload();
  await history.locator(".thread button").click();
  const field = () => history.$eval("#answer", (one) => (one as HTMLTextAreaElement).value);
  await history.waitForSelector("#answer");
  await expect.poll(field).toBe("Firefox, the newest");
  stub.faults.add({ kind: "lose-answer", path: "/v1/conversations" });
  await history.locator(".talk ::-p-text(Send)").click();
  const said = () => history.$eval("#answer-note", ({ textContent }) => textContent);
  await expect.poll(said).toMatch(/^Your answer (has|could)/);
  // Where the browser has not tried again by itself.
  if ((await said())?.includes("could not")) await history.locator(".talk ::-p-text(Send)").click();
  await expect.poll(said).toBe("Your answer has been sent.");
  expect(await field()).toBe("");
  await shot(history, "answered");
  const replies = await team.replies(id);
  expect(replies.map(({ author, content }) => [author.type, content])).toEqual([
    ["key", "Which browser is it?"],
    ["key", HOSTILE],
    ["key", "she is on the old plan"],
    ["customer", "Firefox, the newest"],
  ]);
  expect(replies.at(-1)?.author.name).toBe("Chrome extension of Ann Lee");

  const other = await installExtension();
  try {
    await connectAs(other, team, "Bob");
    const theirs = await send(other, painted, "From somebody else");
    const before = reads(stub).length;
    const second = await other.clickAction(theirs);
    await expect.poll(() => reads(stub).length).toBeGreaterThan(before);
    await shows(second, "Your feedback");
    const kept = await inStorage(second);
    expect(kept).not.toMatch(/Which browser|Firefox, the newest/);
    expect(kept).not.toContain(id);
  } finally {
    await other.close();
  }

  for (const { headers } of reads(stub)) expect(headers["earshot-connection"]).toMatch(/^ear_con_/);
  expect(JSON.stringify(stub.requests.map(({ path }) => path))).not.toContain("ear_con_");
  const stored = await inStorage(history);
  expect(stored.match(/ear_con_/g)).toHaveLength(1);
  await options.bringToFront();
  await options.locator("::-p-aria(Disconnect Stub app)").click();
  await options.locator("::-p-text(Disconnect only)").click();
  await shows(options, "Connect to your team");
  await expect.poll(() => inStorage(options)).not.toMatch(/ear_con_|Which browser/);
  await history.bringToFront();
  await expect.poll(() => history.$$eval(".thread", (found) => found.length)).toBe(0);
});

test("replies are asked for when somebody acts and never else, of those who sent something; and nothing is sent twice", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const team = teamOf(api, stub);
  const options = await connectAs(extension, team, "Ann Lee");
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  await (await extension.clickAction(page)).close();
  await page.close();
  const sent = await send(extension, painted, "The chart is empty");
  expect(reads(stub)).toEqual([]);
  await team.reply(await team.idOf("The chart is empty"), "Thank you");

  // A page that came back by itself, and a worker that starts: no question.
  const history = await extension.browser.newPage();
  await history.goto(`${extension.origin}/extension/history/index.html`);
  await shows(history, "The chart is empty");
  await extension.killWorker();
  await history.evaluate(() => chrome.runtime.sendMessage("wake up").catch(() => {}));
  await history.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(reads(stub)).toEqual([]);
  await history.keyboard.press("Tab");
  await shows(history, "Thank you");
  expect(reads(stub).map(({ headers }) => headers["if-none-match"])).toEqual([undefined]);

  const popup = await extension.clickAction(sent);
  await expect
    .poll(() => reads(stub).map(({ headers }) => headers["if-none-match"]))
    .toEqual([undefined, expect.stringMatching(/^"/)]);
  await shows(popup, "Your feedback");
  expect(await popup.evaluate(() => document.body.innerText)).not.toContain("new repl");
  await popup.close();

  // A server that knows the key no more: no replies, quietly; what was read stays to be read.
  const keys = (await (
    await fetch(`${api}/v1/keys`, { headers: { Authorization: `Bearer ${stub.secretKey}` } })
  ).json()) as {
    data: { id: string; name: string }[];
  };
  const own = keys.data.find(({ name }) => name === "Chrome extension of Ann Lee");
  await fetch(`${api}/v1/keys/${own?.id}`, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${stub.secretKey}` },
  });
  await history.bringToFront();
  await history.reload();
  await history.locator(".thread button").click();
  await shows(history, "Thank you");
  await history.locator("::-p-aria(Your answer)").fill("Too late");
  await history.locator(".talk ::-p-text(Send)").click();
  await shows(history, "The server no longer takes feedback from this extension.");
  expect(await history.$eval("#answer", (one) => (one as HTMLTextAreaElement).value)).toBe("Too late");
  await options.close();
});
