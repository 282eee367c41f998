import { expect } from "@playwright/test";
import { type FaultyLine, recordsOn, startFaultyLine, textsOn } from "../fixtures/faulty-line.ts";
import { type Driver, KEYS } from "./driver.ts";
import { test as base } from "./webkit-test.ts";

/** What a visitor does, on a line that can fail. */
const test = base.extend<{ line: FaultyLine }>({
  line: async ({ stub }, use) => {
    const line = await startFaultyLine(stub);
    await use(line);
    await line.close();
  },
});

/** WebKit has no word for what `details` is opened by. */
const SUMMARY = "";

const appears = async (driver: Driver, role: string, name: string, timeout = 10_000) => {
  await expect(async () => void (await driver.find(role, name))).toPass({ timeout });
  return driver.find(role, name);
};
const click = async (driver: Driver, role: string, name: string) => (await appears(driver, role, name)).click();
const message = (driver: Driver) => appears(driver, "textbox", "Your message");
const open = async (driver: Driver, url: string) => {
  await driver.go(url);
  await click(driver, "button", "Feedback");
  return message(driver);
};
/** What is in the focus, in the page or in the widget: its tag and its name or text. */
const focused = (driver: Driver) =>
  driver.run<string>(`const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement ?? document.documentElement;
    return [inner.tagName.toLowerCase(), inner.id || inner.textContent.trim()].join(" ")`);
const says = (driver: Driver, text: string, timeout = 15_000) =>
  expect
    .poll(
      () =>
        driver.run<string>(
          `return document.querySelector("earshot-widget")?.shadowRoot.querySelector(".shell")?.innerText ?? ""`,
        ),
      {
        timeout,
      },
    )
    .toContain(text);
const hostIsUnharmed = async (driver: Driver) => {
  expect(await driver.run("return errors")).toEqual([]);
  expect(await driver.run("return violations")).toEqual([]);
};

test("a visitor writes, chooses, looks at what will be sent, adds a picture, and it arrives", async ({
  browse,
  stub,
  line,
}) => {
  const driver = await browse();
  const text = await open(driver, line.shop.url);
  await expect.poll(() => focused(driver)).toBe("textarea content");
  await text.type("Written in WebKit: Überraschung");
  await click(driver, "radio", "Problem");
  await click(driver, "button", "Add a screenshot");
  await says(driver, "Retake", 30_000);
  await click(driver, SUMMARY, "What will be sent");
  await appears(driver, "checkbox", "Screenshot");
  await click(driver, "button", "Send");
  await says(driver, "Thank you");
  await hostIsUnharmed(driver);
  expect(await recordsOn(stub)).toMatchObject([
    { content: "Written in WebKit: Überraschung", category: "problem", screenshot: { contentType: "image/jpeg" } },
  ]);
});

test("offline it is saved and says so, and it is sent when the server is back", async ({ browse, stub, line }) => {
  const driver = await browse();
  await (await open(driver, line.shop.url)).type("kept");
  await line.proxy.down();
  await click(driver, "button", "Send");
  await says(driver, "Saved, will be sent");
  await line.proxy.up();
  await says(driver, "Thank you", 30_000);
  expect(await textsOn(stub)).toEqual(["kept"]);
});

test("a draft survives Escape, which gives the focus back, and a reload", async ({ browse, line }) => {
  const driver = await browse();
  await (await open(driver, line.shop.url)).type("half a thou");
  await driver.press(KEYS.escape);
  await expect.poll(() => focused(driver)).toBe("button Feedback");
  await driver.reload();
  await click(driver, "button", "Feedback");
  const text = await message(driver);
  await expect.poll(() => text.read("value")).toBe("half a thou");
});

test("the whole way works by keyboard alone", async ({ browse, stub, line }) => {
  const driver = await browse();
  await driver.go(line.shop.url);
  await appears(driver, "button", "Feedback");
  await driver.run(`document.querySelector("earshot-widget").shadowRoot.querySelector("button").focus()`);
  await driver.press(KEYS.enter);
  await expect.poll(() => focused(driver)).toBe("textarea content");
  for (const letter of "typed") await driver.press(letter);
  await driver.press(KEYS.control, KEYS.enter);
  await says(driver, "Thank you");
  expect(await textsOn(stub)).toEqual(["typed"]);
  await driver.press(KEYS.escape);
  await expect.poll(() => focused(driver)).toBe("button Feedback");
});

for (const dark of [false, true])
  test(`a desktop that is ${dark ? "dark" : "light"} has a form that is`, async ({ browse, line }) => {
    const driver = await browse({ dark });
    await open(driver, line.shop.url);
    const surface = await driver.run<string>(
      `return getComputedStyle(document.querySelector("earshot-widget").shadowRoot.querySelector("dialog")).backgroundColor`,
    );
    expect(surface).toBe(dark ? "rgb(23, 25, 29)" : "rgb(255, 255, 255)");
  });
