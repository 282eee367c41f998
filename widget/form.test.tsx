import { afterEach, beforeEach, expect, test } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";
import { LIMITS } from "../shared/contract/limits.ts";
import { submissionSchema } from "../shared/contract/submission.ts";
import { EarshotError } from "../shared/errors.ts";
import type { Screenshot } from "./ports.ts";
import { openForm, rememberingDraft, takeExamplePicture } from "./testing/open-form.ts";

let opened: ReturnType<typeof openForm>[] = [];
const open = (given?: Parameters<typeof openForm>[0]) => {
  const form = openForm(given);
  opened.push(form);
  return form;
};
beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  for (const { mounted } of opened) mounted.destroy();
  opened = [];
});

const message = page.getByRole("textbox", { name: "Your message" });
const email = page.getByRole("textbox", { name: "E-mail optional" });
const send = page.getByRole("button", { name: "Send", exact: true });
const dialog = page.getByRole("dialog", { name: "Send feedback" });
/** The focus inside the root; from outside it is the host element's. */
const hasFocus = (locator: Locator) =>
  expect.poll(() => (locator.element().getRootNode() as ShadowRoot).activeElement === locator.element()).toBe(true);
const ID = "0192a7c0ffee0192a7c0ffee";

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

test("nothing is sent without words: the field says so and has the focus", async () => {
  const { submissions } = open();
  await send.click();
  await expect.element(message).toHaveAccessibleDescription("Write a few words first.");
  await hasFocus(message);
  await message.fill("x");
  await expect.element(message).toHaveAccessibleDescription("");
  expect(submissions).toEqual([]);
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

test("near the limit the rest is counted, above it the message is not sent", async () => {
  const { submissions } = open();
  await message.fill("x".repeat(LIMITS.content - 3));
  await expect.element(message).toHaveAccessibleDescription("3 characters left");
  await message.fill("x".repeat(LIMITS.content + 2));
  await expect.element(message).toHaveAccessibleDescription("This is 2 characters too long.");
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
  expect(submissions).toHaveLength(1);
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
    screenshotDataUrl: expect.stringMatching(/^data:image\/webp;base64,/),
    capture: { method: "html2canvas", durationMs: 12, gaps: [] },
  });
});

test("while the picture is taken the panel steps aside, and comes back with the focus in it", async () => {
  let finish: (picture: Screenshot) => void = () => {};
  open({ ports: { takeScreenshot: () => new Promise((resolve) => (finish = resolve)) } });
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  const panel = document.querySelector("earshot-widget")!.shadowRoot!.querySelector("dialog")!;
  expect(getComputedStyle(panel).opacity).toBe("0");
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

test("everything that will be sent is listed, and what is unticked is not sent", async () => {
  const { submissions } = open({ options: { tags: ["beta"] } });
  await message.fill("x");
  await page.getByText("What will be sent").click();
  for (const value of [location.origin, navigator.userAgent, "beta"])
    await expect.element(page.getByText(value, { exact: false }).first()).toBeVisible();
  for (const part of ["Address of the page", "Browser", "Added by this site"])
    await page.getByRole("checkbox", { name: part }).click();
  await send.click();
  expect(JSON.stringify(submissions[0])).not.toContain(navigator.userAgent);
  expect(submissions[0]).not.toHaveProperty("pageUrl");
  expect(submissions[0]).not.toHaveProperty("tags");
  expect(submissions[0]).toMatchObject({ client: { sdk: { name: "earshot-widget" } } });
});

test("the draft survives closing and a new page, and goes when the outbox has the text", async () => {
  const draft = rememberingDraft();
  const first = open({ options: { draft } });
  await message.fill("half a thought");
  first.mounted.close();
  first.mounted.open();
  await expect.element(message).toHaveValue("half a thought");
  first.mounted.destroy();
  const second = open({ options: { draft } });
  await expect.element(message).toHaveValue("half a thought");
  await send.click();
  expect(draft.kept()?.content).toBe("half a thought");
  second.deliver({ state: "sending" });
  await expect.poll(draft.kept).toBeUndefined();
});

test("sending and sent are told, and 'sent' only when the server said so", async () => {
  const { deliver, events } = open();
  await message.fill("x");
  await send.click();
  await expect.element(page.getByRole("button", { name: "One moment" })).toBeDisabled();
  deliver({ state: "sending" });
  await hasFocus(page.getByRole("heading", { name: "Sending" }));
  deliver({ state: "sent", id: ID });
  await hasFocus(page.getByRole("heading", { name: "Thank you" }));
  expect(events).toEqual([{ type: "open" }, { type: "submit" }, { type: "sent", id: ID }]);
  await page.getByRole("button", { name: "Send another" }).click();
  await expect.element(message).toHaveValue("");
});

test("what is saved says that it will be sent by itself, and later that it was", async () => {
  const { deliver } = open();
  await message.fill("x");
  await send.click();
  const problem = new EarshotError("network_error", "");
  deliver({ state: "saved", problem, nextTryAt: 1 });
  await expect.element(page.getByText(/safe on this device and will be sent by itself/)).toBeVisible();
  deliver({ state: "saved", problem, nextTryAt: 1, leaveOpen: true });
  await expect.element(page.getByText(/leave this page open/)).toBeVisible();
  deliver({ state: "sent", id: ID });
  await expect.element(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
});

test("news of an earlier message does not take the form away from who is writing the next", async () => {
  const { deliver } = open();
  await message.fill("first");
  await send.click();
  deliver({ state: "saved", problem: new EarshotError("network_error", ""), nextTryAt: 1 });
  await page.getByRole("button", { name: "Send another" }).click();
  await message.fill("second");
  deliver({ state: "sent", id: ID });
  await expect.element(message).toHaveValue("second");
});

test("a refusal gives its reason and the text, to edit or to copy", async () => {
  const draft = rememberingDraft();
  const { deliver, discarded, submissions } = open({ options: { draft } });
  await message.fill("my text");
  await send.click();
  deliver({ state: "sending" });
  deliver({ state: "needs-you", problem: new EarshotError("payload_too_large", "", { status: 413 }), entry: "e1" });
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("It is too large. Remove the screenshot and send again.");
  await expect.element(page.getByRole("button", { name: "Copy as text" })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect.element(message).toHaveValue("my text");
  expect([draft.kept()?.content, discarded]).toEqual(["my text", ["e1"]]);
  await send.click();
  expect(submissions).toHaveLength(2);
});

test("what was refused in an earlier visit is shown, with its own page and picture", async () => {
  const screenshotDataUrl = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const submission = {
    content: "from last week",
    category: "idea" as const,
    pageUrl: "https://shop.example.com/old",
    screenshotDataUrl,
    capture: { method: "html2canvas" as const, gaps: [] },
  };
  const problem = new EarshotError("origin_not_allowed", "", { status: 403 });
  const { submissions, discarded } = open({ refused: [{ id: "e2", submission, problem }] });
  await page.getByRole("button", { name: "Show it" }).click();
  await expect.element(page.getByRole("textbox", { name: "Your message" })).toHaveValue("from last week");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect.element(page.getByRole("img")).toBeVisible();
  await send.click();
  expect(discarded).toEqual(["e2"]);
  expect(submissions[0]).toMatchObject({ ...submission, capture: { method: "html2canvas" } });
});

test("the focus goes in, stays in, and comes back; Escape closes", async () => {
  const opener = document.body.appendChild(document.createElement("button"));
  opener.focus();
  const { events } = open();
  await hasFocus(message);
  for (let presses = 0; presses < 14; presses++) {
    await userEvent.keyboard("{Tab}");
    expect(document.activeElement === document.body || document.activeElement?.localName === "earshot-widget").toBe(
      true,
    );
  }
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  expect(document.activeElement).toBe(opener);
  expect(events.map(({ type }) => type)).toEqual(["open", "close"]);
  opener.remove();
});

test("a press beside the panel closes it; one that began in the text does not", async () => {
  const { mounted } = open();
  await expect.element(dialog).toBeVisible();
  const panel = document.querySelector("earshot-widget")!.shadowRoot!.querySelector("dialog")!;
  message.element().dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
  panel.dispatchEvent(new MouseEvent("click"));
  expect(panel.open).toBe(true);
  panel.dispatchEvent(new PointerEvent("pointerdown"));
  panel.dispatchEvent(new MouseEvent("click"));
  expect(panel.open).toBe(false);
  mounted.open();
  expect(panel.open).toBe(true);
});

test("the page's shortcuts do not fire while somebody writes", async () => {
  const fired: string[] = [];
  const ends = new AbortController();
  const guard = (event: KeyboardEvent) => {
    if (!(event.target as HTMLElement).isContentEditable) fired.push(event.type);
  };
  document.addEventListener("keydown", guard, { signal: ends.signal });
  document.addEventListener("keydown", guard, { signal: ends.signal, capture: true });
  window.addEventListener("keyup", () => fired.push("keyup"), { signal: ends.signal });
  open();
  await message.click();
  await userEvent.keyboard("jk");
  ends.abort();
  expect(fired).toEqual([]);
  await expect.element(message).toHaveValue("jk");
});

test("a focus trap of the page that eats Tab does not eat ours", async () => {
  const ends = new AbortController();
  const eat = (event: KeyboardEvent) => event.key === "Tab" && event.preventDefault();
  document.addEventListener("keydown", eat, { signal: ends.signal, capture: true });
  open();
  await hasFocus(message);
  await userEvent.keyboard("{Tab}");
  ends.abort();
  await hasFocus(email);
});

test("in a container it is a part of the page: no dialog, no way to close it", async () => {
  const container = document.body.appendChild(document.createElement("div"));
  const { submissions, mounted } = open({
    options: { container, source: { type: "browser-extension", sdk: "earshot-extension" } },
  });
  await expect.element(message).toBeVisible();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Close" })).not.toBeInTheDocument();
  await message.fill("from the popup");
  await send.click();
  expect(submissions[0]).toMatchObject({
    sourceType: "browser-extension",
    client: { sdk: { name: "earshot-extension" } },
  });
  mounted.destroy();
  expect(container.childElementCount).toBe(0);
  container.remove();
});

test("sentences can be overridden, and an accent colour gets an ink that can be read on it", async () => {
  open({ options: { accent: "gold", texts: { send: "Absenden" } } });
  const button = page.getByRole("button", { name: "Absenden" });
  await expect.element(button).toBeVisible();
  const { backgroundColor, color } = getComputedStyle(button.element());
  expect([backgroundColor, color]).toEqual(["rgb(255, 215, 0)", "rgb(13, 16, 23)"]);
});

test("twenty times opened and closed leaves nothing, and destroying it leaves nothing at all", async () => {
  const before = document.documentElement.outerHTML;
  const { mounted } = open();
  const count = () => document.querySelector("earshot-widget")!.shadowRoot!.querySelectorAll("*").length;
  const nodes = count();
  for (let times = 0; times < 20; times++) {
    mounted.close();
    mounted.open();
  }
  await hasFocus(message);
  expect(count()).toBe(nodes);
  mounted.destroy();
  expect(document.documentElement.outerHTML).toBe(before);
});
