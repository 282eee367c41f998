import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LIMITS } from "../shared/contract/limits.ts";
import { submissionSchema } from "../shared/contract/submission.ts";
import { EarshotError } from "../shared/errors.ts";
import type { Screenshot } from "./ports.ts";
import { parseSettings } from "./settings.ts";
import { email, formsOfEachTest, hasFocus, message, send } from "./testing/controls.ts";
import { takeExamplePicture } from "./testing/open-form.ts";

const open = formsOfEachTest();

test("what is written and chosen is sent, with the facts of the page, as the contract wants it", async () => {
  const { submissions } = open({ options: { tags: ["beta"] } });
  await page.getByRole("radio", { name: "Problem" }).click();
  await message.fill("  The export is empty.  ");
  await email.fill("ann@example.com");
  await send.click();
  expect(submissions).toHaveLength(1);
  expect(submissions[0]).toMatchObject({
    content: "The export is empty.",
    category: "problem",
    customerEmail: "ann@example.com",
    tags: ["beta"],
    sourceType: "widget",
    client: { userAgent: navigator.userAgent, sdk: { name: "earshot-widget" } },
  });
  expect(submissionSchema.safeParse(JSON.parse(JSON.stringify(submissions[0]))).error).toBeUndefined();
});

test("a category that is chosen again is no longer chosen", async () => {
  const { submissions } = open();
  const idea = page.getByRole("radio", { name: "Idea" });
  await idea.click();
  await expect.element(idea).toBeChecked();
  await idea.click();
  await expect.element(idea).not.toBeChecked();
  await message.fill("x");
  await send.click();
  expect(submissions[0]).not.toHaveProperty("category");
});

test("a mistyped e-mail address is named and not sent", async () => {
  const { submissions } = open();
  await message.fill("x");
  await email.fill("ann at example");
  await send.click();
  await hasFocus(email);
  await expect.element(email).toHaveAccessibleDescription("This does not look like an e-mail address.");
  expect(submissions).toEqual([]);
});

test("an address that the site made up stops nobody where the form does not ask for one", async () => {
  const settings = async () => parseSettings({ form: { email: "off" } });
  const { submissions, mounted } = open({ ports: { settings } });
  mounted.identify({ name: "Ann", email: "jsmith" });
  await message.fill("x");
  await send.click();
  await expect.poll(() => submissions).toHaveLength(1);
  expect(submissions[0]).toMatchObject({ content: "x", customerName: "Ann" });
  expect(submissions[0]).not.toHaveProperty("customerEmail");
});

test("near the limit the rest is counted, above it the message is not sent", async () => {
  const { submissions } = open();
  await message.fill("x".repeat(LIMITS.content - 3));
  await expect.element(message).toHaveAccessibleDescription("Characters left: 3");
  await message.fill("x".repeat(LIMITS.content + 2));
  await expect.element(message).toHaveAccessibleDescription("This is too long. Characters over the limit: 2.");
  await send.click();
  expect(submissions).toEqual([]);
});

test("Control and Enter send; Enter alone is a new line", async () => {
  const { submissions } = open();
  await message.fill("one");
  await userEvent.keyboard("{Enter}two");
  expect(submissions).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(submissions[0]?.content).toBe("one\ntwo");
});

test("Enter that ends a composition never sends", async () => {
  const { submissions } = open();
  await message.fill("日本");
  const field = message.element() as HTMLTextAreaElement;
  const press = (init: KeyboardEventInit) =>
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, ...init }));
  press({ isComposing: true });
  press({ keyCode: 229 });
  expect(submissions).toEqual([]);
  press({});
  await expect.poll(() => submissions).toHaveLength(1);
});

test("a screenshot is shown, sent, and can be taken out again", async () => {
  const { submissions } = open();
  await message.fill("x");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  const picture = page.getByRole("img", { name: "Screenshot of this page" });
  await expect.element(picture).toBeVisible();
  const canvas = picture.element() as HTMLCanvasElement;
  expect([...canvas.getContext("2d")!.getImageData(100, 100, 1, 1).data]).toEqual([200, 30, 60, 255]);
  await page.getByRole("button", { name: "Remove" }).click();
  await expect.element(page.getByRole("button", { name: "Add a screenshot" })).toBeVisible();
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect.element(picture).toBeVisible();
  await send.click();
  expect(submissions[0]).toMatchObject({
    screenshotDataUrl: expect.stringMatching(/^data:image\/(png|webp);base64,/),
    capture: { method: "html2canvas", durationMs: 12, gaps: [] },
  });
});

test("while the picture is taken the panel steps aside, and comes back with the focus in it", async () => {
  let finish: (picture: Screenshot) => void = () => {};
  open({ ports: { takeScreenshot: () => new Promise((resolve) => (finish = resolve)) } });
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  const panel = document.querySelector("earshot-widget")!.shadowRoot!.querySelector("dialog")!;
  await expect.poll(() => getComputedStyle(panel).opacity).toBe("0");
  finish(await takeExamplePicture());
  await expect.element(page.getByRole("button", { name: "Retake" })).toBeVisible();
  await expect.poll(() => getComputedStyle(panel).opacity).toBe("1");
});

test.each([
  ["screenshot_failed", /No screenshot could be taken here/],
  ["masking_failed", /Private parts of this page could not be hidden/],
] as const)(
  "when the picture fails (%s) a sentence says so and the message can still be sent",
  async (code, sentence) => {
    const takeScreenshot = async () => {
      throw new EarshotError(code, "");
    };
    const { submissions } = open({ ports: { takeScreenshot } });
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await expect.element(page.getByText(sentence)).toBeVisible();
    await message.fill("x");
    await send.click();
    expect(submissions[0]).not.toHaveProperty("screenshotDataUrl");
  },
);

test("where no picture can be had there is no word of one", async () => {
  open({ withoutPictures: true });
  await expect.element(message).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Add a screenshot" })).not.toBeInTheDocument();
});

/** Tall as a phone, with a red stripe at its foot. */
const takeTallPicture = async (): Promise<Screenshot> => {
  const canvas = new OffscreenCanvas(640, 1280);
  const context = canvas.getContext("2d")!;
  context.fillRect(0, 0, 640, 1280);
  context.fillStyle = "rgb(200, 30, 60)";
  context.fillRect(0, 1180, 640, 100);
  return { bitmap: canvas.transferToImageBitmap(), method: "html2canvas", durationMs: 1, gaps: [] };
};
const show = async () => {
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  const larger = page.getByRole("button", { name: "Show larger" });
  await expect.element(larger).toBeVisible();
  return larger;
};
const viewer = page.getByRole("dialog", { name: "Screenshot of this page" });

test("the whole picture is shown, however tall it is", async () => {
  open({ ports: { takeScreenshot: takeTallPicture } });
  await show();
  const canvas = page.getByRole("img", { name: "Screenshot of this page" }).element();
  expect(getComputedStyle(canvas).objectFit).toBe("contain");
});

test.each([
  [1280, 800],
  [320, 640],
])("it can be looked at larger (%i by %i), and Escape goes back to where one was", async (width, height) => {
  const { events } = open({ ports: { takeScreenshot: takeTallPicture } });
  await page.viewport(width, height);
  const larger = await show();
  const topOf = (name: string) => page.getByRole("button", { name }).element().getBoundingClientRect().top;
  expect([topOf("Retake"), topOf("Remove")]).toEqual([topOf("Show larger"), topOf("Show larger")]);
  await larger.click();
  await expect.element(viewer).toBeVisible();
  const canvas = viewer.getByRole("img").element() as HTMLCanvasElement;
  expect([...canvas.getContext("2d")!.getImageData(320, 1260, 1, 1).data]).toEqual([200, 30, 60, 255]);
  expect(canvas.getBoundingClientRect().height).toBeGreaterThan(height * 0.8);
  const { scrollWidth, clientWidth } = viewer.element();
  expect([clientWidth, scrollWidth]).toEqual([width, width]);
  await userEvent.keyboard("{Escape}");
  await expect.element(viewer).not.toBeInTheDocument();
  await hasFocus(larger);
  await larger.click();
  await viewer.getByRole("button", { name: "Close" }).click();
  await hasFocus(larger);
  expect(events.map(({ type }) => type)).toEqual(["open"]); // the form has been there all the time
});

test("a press on the picture itself shows it larger", async () => {
  open();
  await show();
  const { left, top, width } = page
    .getByRole("img", { name: "Screenshot of this page" })
    .element()
    .getBoundingClientRect();
  const root = document.querySelector("earshot-widget")!.shadowRoot!;
  expect(root.elementFromPoint(left + width / 2, top + 40)?.ariaLabel).toBe("Show larger");
});

test("in a container, such as an extension's window, the picture can be looked at larger too", async () => {
  await page.viewport(400, 600);
  const container = document.body.appendChild(document.createElement("div"));
  const { mounted } = open({ options: { container } });
  const larger = await show();
  await larger.click();
  // A picture of 800 by 600 in a window of 400: higher than it would fit, the rest is scrolled to.
  expect(viewer.getByRole("img").element().getBoundingClientRect().width).toBeGreaterThan(600);
  let closesWindow = false;
  const ends = new AbortController();
  addEventListener("keydown", (event) => (closesWindow = !event.defaultPrevented), { signal: ends.signal });
  await userEvent.keyboard("{Escape}");
  ends.abort();
  expect(closesWindow).toBe(false);
  await hasFocus(larger);
  mounted.destroy();
  container.remove();
});

test("what is on every object's prototype is neither an option nor a fact of the site", async () => {
  const polluted = { locale: "constructor", name: "Mallory", metadata: { a: 1 }, source: {} };
  const clean = () => {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
  };
  try {
    for (const [name, value] of Object.entries(polluted))
      Object.defineProperty(Object.prototype, name, { configurable: true, value, writable: true });
    const { submissions } = open();
    clean();
    await message.fill("x");
    await send.click();
    expect(submissions[0]).toMatchObject({ content: "x", sourceType: "widget" });
    for (const name of ["customerName", "metadata"]) expect(submissions[0]).not.toHaveProperty(name);
  } finally {
    clean();
  }
});
