import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Submission } from "../shared/contract/submission.ts";
import { EarshotError } from "../shared/errors.ts";
import type { Screenshot } from "./ports.ts";
import { formsOfEachTest, hasFocus, message, send } from "./testing/controls.ts";
import { rememberingDraft, takeExamplePicture } from "./testing/open-form.ts";

const open = formsOfEachTest();
const ID = "0192a7c0ffee0192a7c0ffee";

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

test("a draft that another tab has written meanwhile stays when this one's message is sent", async () => {
  const draft = rememberingDraft();
  const { deliver } = open({ options: { draft } });
  await message.fill("mine");
  await send.click();
  await draft.write({ content: "the other tab's", email: "" });
  deliver({ state: "sending" });
  expect(draft.kept()?.content).toBe("the other tab's");
});

test("a page whose policy blocks the way says so and promises nothing", async () => {
  const { deliver } = open();
  await message.fill("x");
  await send.click();
  deliver({ state: "needs-you", problem: new EarshotError("blocked_by_policy", "for developers"), entry: "e1" });
  await expect.element(page.getByText(/rules of this site do not let/)).toBeVisible();
  await expect.element(page.getByText(/by itself/)).not.toBeInTheDocument();
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
  expect([draft.kept()?.content, discarded]).toEqual(["my text", []]);
  await send.click();
  expect(submissions).toHaveLength(2);
  deliver({ state: "sending" });
  expect(discarded).toEqual(["e1"]);
});

test("what was refused in an earlier visit is shown, with its own page and picture", async () => {
  const screenshotDataUrl = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const submission = {
    content: "from last week",
    category: "idea" as const,
    pageUrl: "https://shop.example.com/old",
    screenshotDataUrl,
    logs: [{ level: "error" as const, message: "No cart", at: "2026-11-22T08:00:00.000Z" }],
    capture: { method: "html2canvas" as const, gaps: [] },
  };
  const problem = new EarshotError("origin_not_allowed", "", { status: 403 });
  const { submissions, discarded, deliver } = open({ refused: [{ id: "e2", submission, problem }] });
  await page.getByRole("button", { name: "Show it" }).click();
  await expect.element(page.getByRole("textbox", { name: "Your message" })).toHaveValue("from last week");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect.element(page.getByRole("img")).toBeVisible();
  await send.click();
  await expect.poll(() => submissions.length).toBe(1);
  expect(discarded).toEqual([]);
  deliver({ state: "sending" });
  expect(discarded).toEqual(["e2"]);
  expect(submissions[0]).toMatchObject({ ...submission, capture: { method: "html2canvas" } });
});

test("a picture that is late does not take the place of a refused one's", async () => {
  let finish: (picture: Screenshot) => void = () => {};
  const submission: Submission = { content: "without a picture" };
  const problem = new EarshotError("origin_not_allowed", "");
  const { submissions } = open({
    ports: { takeScreenshot: () => new Promise((resolve) => (finish = resolve)) },
    options: { pictureAtOnce: true },
    refused: [{ id: "e3", submission, problem }],
  });
  await page.getByRole("button", { name: "Show it" }).click({ force: true });
  finish(await takeExamplePicture());
  await page.getByRole("button", { name: "Edit" }).click();
  await send.click();
  expect(submissions[0]).toMatchObject({ content: "without a picture" });
  expect(submissions[0]).not.toHaveProperty("screenshotDataUrl");
});
