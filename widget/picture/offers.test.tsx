import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type FailureReason, screenshotFailed } from "../../shared/capture/screenshot/engine.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Ports } from "../ports.ts";
import { formsOfEachTest, hasFocus, message, send } from "../testing/controls.ts";
import { takeExamplePicture } from "../testing/open-form.ts";

const open = formsOfEachTest();
const add = page.getByRole("button", { name: "Add a screenshot" });
const exact = page.getByRole("button", { name: "Let the browser take it" });
const choose = page.getByLabelText("Choose a picture");
const without = page.getByRole("button", { name: "Go on without one" });
const picture = page.getByRole("img", { name: "Screenshot of this page" });

const fails = (reason: FailureReason) => async () => {
  throw screenshotFailed(reason);
};
const openFailed = async (ports: Partial<Ports> = {}, reason: FailureReason = "page_too_large") => {
  const form = open({ ports: { takeScreenshot: fails(reason), ...ports } });
  await message.fill("x");
  await add.click();
  await expect.element(page.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
  return form;
};
const dot = async (type = "image/png"): Promise<File> => {
  const canvas = new OffscreenCanvas(40, 30);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(200, 30, 60)";
  context.fillRect(0, 0, 40, 30);
  return new File([await canvas.convertToBlob({ type })], "photo.bin", { type });
};
const shell = () => document.querySelector("earshot-widget")!.shadowRoot!.querySelector(".shell")!;
const carrying = (file: File, text = ""): DataTransfer => {
  const data = new DataTransfer();
  data.items.add(file);
  if (text) data.setData("text/plain", text);
  return data;
};

test.each<[FailureReason, RegExp]>([
  ["page_too_large", /too large for a screenshot/],
  ["took_too_long", /took too long/],
  ["denied", /was not allowed/],
  ["not_this_page", /Something other than this page/],
  ["not_a_picture", /not a picture that can be read/],
  ["picture_too_large", /Choose a smaller one/],
  ["not_loaded", /could not be loaded/],
  ["data_images_forbidden", /No screenshot could be taken here/],
  ["engine_error", /No screenshot could be taken here/],
  ["not_supported", /No screenshot could be taken here/],
])("a failure (%s) is said in a sentence, and the message can still be sent", async (reason, sentence) => {
  const { submissions } = await openFailed({}, reason);
  await expect.element(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
  await send.click();
  expect(submissions[0]).not.toHaveProperty("screenshotDataUrl");
});

test("where private parts could not be hidden it is said that this is why", async () => {
  await openFailed({
    takeScreenshot: async () => {
      throw new EarshotError("masking_failed", "");
    },
  });
  await expect.element(page.getByText(/Private parts of this page could not be hidden/)).toBeVisible();
});

test("the browser's own picture is offered where there is one, and only there", async () => {
  await openFailed({ exactScreenshot: async () => undefined });
  await expect.element(without).toBeVisible();
  await expect.element(exact).not.toBeInTheDocument();
});

test("the browser's own picture is taken by a press, and sent", async () => {
  const take = async () => ({ ...(await takeExamplePicture()), method: "display-media" as const });
  const { submissions } = await openFailed({ exactScreenshot: async () => take });
  await exact.click();
  await expect.element(picture).toBeVisible();
  await send.click();
  expect(submissions[0]).toMatchObject({ capture: { method: "display-media" } });
});

test("who does not allow it is told so, keeps the offers and the focus", async () => {
  await openFailed({ exactScreenshot: async () => fails("denied") });
  await exact.click();
  await expect.element(page.getByText("The screenshot was not allowed.")).toBeVisible();
  await expect.element(without).toBeVisible();
  await hasFocus(without);
});

test("a picture that is chosen becomes the screenshot", async () => {
  const { submissions } = await openFailed();
  await choose.upload(await dot());
  await expect.element(picture).toBeVisible();
  await send.click();
  expect(submissions[0]).toMatchObject({
    screenshotDataUrl: expect.stringMatching(/^data:image\//),
    capture: { method: "upload", gaps: [] },
  });
});

test("the form does not step aside for a picture that is chosen", async () => {
  await openFailed();
  let isAside = false;
  const watching = new MutationObserver(() => (isAside ||= shell().hasAttribute("data-aside")));
  watching.observe(shell(), { attributes: true });
  await choose.upload(await dot());
  await expect.element(picture).toBeVisible();
  watching.disconnect();
  expect(isAside).toBe(false);
});

test("a file that is no picture, whatever it says of itself, is refused with a sentence", async () => {
  await openFailed();
  await choose.upload(new File(["<svg/>"], "a.png", { type: "image/png" }));
  await expect.element(page.getByText(/not a picture that can be read/)).toBeVisible();
  await choose.upload(await dot());
  await expect.element(picture).toBeVisible();
});

test("a picture that is pasted becomes the screenshot; a text that has one along stays a text", async () => {
  await openFailed();
  const paste = (clipboardData: DataTransfer) =>
    without
      .element()
      .dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
  expect(paste(carrying(await dot(), "A1\tB1"))).toBe(true);
  expect(paste(carrying(await dot()))).toBe(false);
  await expect.element(picture).toBeVisible();
});

test("a picture that is dropped becomes the screenshot", async () => {
  await openFailed();
  const drag = async (type: string) =>
    shell().dispatchEvent(
      new DragEvent(type, { dataTransfer: carrying(await dot()), bubbles: true, composed: true, cancelable: true }),
    );
  expect(await drag("dragover")).toBe(false);
  expect(await drag("drop")).toBe(false);
  await expect.element(picture).toBeVisible();
});

test("who goes on without a picture is rid of the offers, with the focus where it began", async () => {
  await openFailed();
  await without.click();
  await expect.element(without).not.toBeInTheDocument();
  await hasFocus(add);
});

test("all of it can be reached and used by keyboard", async () => {
  await openFailed({ exactScreenshot: async () => takeExamplePicture });
  await expect.element(exact).toBeVisible();
  (exact.element() as HTMLElement).focus();
  await userEvent.keyboard("{Tab}");
  await hasFocus(choose);
  await userEvent.keyboard("{Tab}");
  await hasFocus(without);
  await userEvent.keyboard("{Shift>}{Tab}{Tab}{/Shift}");
  await hasFocus(exact);
  await userEvent.keyboard("{Enter}");
  await expect.element(picture).toBeVisible();
});

test("a picture with gaps says what it lacks, each kind once", async () => {
  const rect = { x: 0, y: 0, width: 10, height: 10 };
  const gaps = ["frame", "image", "image", "masked"].map((reason) => ({ reason, rect }));
  open({ ports: { takeScreenshot: async () => ({ ...(await takeExamplePicture()), gaps }) } });
  await add.click();
  await expect.element(page.getByText("Not in the screenshot: embedded pages and some pictures")).toBeVisible();
});

test("a picture in which nothing is missing but what is masked is called whole", async () => {
  const gaps = [{ reason: "masked", rect: { x: 0, y: 0, width: 10, height: 10 } }];
  open({ ports: { takeScreenshot: async () => ({ ...(await takeExamplePicture()), gaps }) } });
  await add.click();
  await expect.element(picture).toBeVisible();
  expect(shell().textContent).not.toMatch(/Not in the screenshot|could not be drawn/);
});

test.each<[string, RegExp]>([
  ["component", /Not in the screenshot: parts that cannot be looked into/],
  ["element", /Not in the screenshot: parts that could not be drawn/],
  ["canvas", /Not in the screenshot: drawings/],
  ["font", /Not in the screenshot: fonts/],
  ["style", /Not in the screenshot: visual effects/],
  ["video", /Not in the screenshot: videos/],
  ["something new", /Some parts of the page could not be drawn/],
])("a gap (%s) is said in words", async (reason, words) => {
  open({ ports: { takeScreenshot: async () => ({ ...(await takeExamplePicture()), gaps: [{ reason }] }) } });
  await add.click();
  await expect.element(page.getByText(words)).toBeVisible();
});
