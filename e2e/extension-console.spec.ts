import { expect } from "@playwright/test";
import { connect, shows, test, written } from "./fixtures/extension-test.ts";

test("connected by a link from the console, and cut off there: the next message is refused with the reason, and the words stay", async ({
  page: console,
  extension,
  stub,
  painted,
}) => {
  await console.goto(await stub.signInLink());
  await console.getByRole("button", { name: "Extensions" }).click();
  await console.getByRole("textbox", { name: "Who will send with it" }).fill("Ann Lee");
  await console.getByRole("button", { name: "Connect an extension" }).click();
  const link = (await console.getByText(/#connect=/).textContent()) ?? "";
  await expect(console.getByRole("button", { name: "Cancel the link for Ann Lee" })).toBeVisible();

  const options = await extension.open("options");
  await connect(options, "", link.replace("localhost", "127.0.0.1"));
  await shows(options, "Connected to Stub app");
  await options.close();
  const revoke = console.getByRole("button", { name: "Revoke: Chrome extension of Ann Lee" });
  await expect(revoke).toBeVisible();
  await expect(console.getByRole("button", { name: "Cancel the link for Ann Lee" })).toHaveCount(0);

  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.keyboard.type("While it is connected");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  await popup.close();
  await expect(console.getByText(/last used/)).toBeVisible();

  await revoke.click();
  await revoke.click();
  await expect(revoke).toHaveCount(0);
  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> figure canvas");
  await again.keyboard.type("Too late, but not lost");
  await again.locator("::-p-aria(Send)").click();
  await shows(again, "The server no longer takes feedback from this extension.");
  await expect.poll(() => written(again)).toBe("Too late, but not lost");
});

test("a link that is opened in a browser says what to do with it; its code is sent nowhere, and is in no address, title or storage", async ({
  page,
  serve,
}) => {
  const { url, requests } = await serve();
  const CODE = "7K2M-9XQT-4HBD-W3FA";
  const sent: string[] = [];
  page.on("request", (request) => {
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`);
  });
  await page.goto(`${url}/#connect=${CODE}`);
  await expect(page.getByRole("heading", { name: "This link connects the Earshot extension" })).toBeVisible();
  await expect(page.getByText(`${url}/#connect=${CODE}`)).toBeVisible();
  expect(page.url()).toBe(`${url}/`);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      document.title,
      history.state,
      history.length,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
    ]),
  );
  expect(kept).not.toContain(CODE);
  await page.goto(`${url}/docs`);
  await page.goBack();
  expect(page.url()).toBe(`${url}/`);
  await expect(page.getByText(CODE)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in to read your feedback" })).toBeVisible();
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.join()).not.toContain(CODE);
  expect(JSON.stringify(requests)).not.toContain(CODE);
});
