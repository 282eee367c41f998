import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { jsonText } from "../../shared/transport/json-text.ts";
import { formsOfEachTest, message, send } from "../testing/controls.ts";
import { canvas, choose, colorsOf, done, editor, openEditor, press, stroke } from "../testing/draw-on-picture.ts";
import { takeExamplePicture } from "../testing/open-form.ts";

const open = formsOfEachTest();
const near = (color: number[]) => color.map((part) => expect.closeTo(part, -1.5));
const [UPPER, LOWER, BLACK] = [near([200, 30, 60]), near([30, 60, 200]), near([0, 0, 0])];

const drawing = async () => {
  const { submissions } = open();
  await message.fill("x");
  await openEditor();
  return async () => {
    await send.click();
    await expect.poll(() => submissions.length).toBe(1);
    return submissions[0]!;
  };
};
const leave = async () => {
  await done();
  await expect.element(editor).not.toBeInTheDocument();
};
const again = async () => {
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await expect.element(editor).toBeVisible();
  await expect.poll(() => canvas().width, { timeout: 10_000 }).toBeGreaterThan(300);
};
const writeAt = async (x: number, y: number, text: string) => {
  await choose("Text");
  stroke([{ x, y }]);
  await editor.getByRole("textbox", { name: "Text" }).fill(text);
  await userEvent.keyboard("{Enter}");
};

test("what was drawn is told beside the picture, where it is in it; what was blacked out is not", async () => {
  const sent = await drawing();
  stroke([
    { x: 80, y: 60 },
    { x: 400, y: 300 },
  ]);
  await choose("Black out");
  stroke([
    { x: 500, y: 100 },
    { x: 700, y: 200 },
  ]);
  await choose("Number");
  await choose("Blue");
  stroke([{ x: 200, y: 450 }]);
  await leave();
  const { capture, screenshotDataUrl } = await sent();
  const [x, y, right, bottom] = [0.1, 0.1, 0.5, 0.5].map((part) => expect.closeTo(part, 2));
  expect(capture?.marks).toEqual([
    {
      kind: "arrow",
      color: "red",
      points: [
        { x, y },
        { x: right, y: bottom },
      ],
    },
    { kind: "pin", color: "blue", points: [{ x: expect.closeTo(0.25, 2), y: expect.closeTo(0.75, 2) }], number: 1 },
  ]);
  expect((await colorsOf(screenshotDataUrl)).at(600, 150)).toEqual(BLACK);
});

test("opened again, marks can be moved and deleted, and what was blacked out stays black whatever is undone", async () => {
  const sent = await drawing();
  await choose("Black out");
  stroke([
    { x: 100, y: 100 },
    { x: 200, y: 200 },
  ]);
  await choose("Number");
  stroke([{ x: 400, y: 150 }]);
  stroke([{ x: 600, y: 150 }]);
  await leave();
  await again();
  await choose("Select and move");
  stroke([
    { x: 400, y: 150 },
    { x: 400, y: 500 },
  ]);
  stroke([
    { x: 150, y: 150 },
    { x: 150, y: 500 },
  ]);
  stroke([{ x: 600, y: 150 }]);
  await press("Delete");
  for (let times = 0; times < 9; times++) await userEvent.keyboard("{Control>}z{/Control}");
  for (let times = 0; times < 9; times++) await userEvent.keyboard("{Control>}y{/Control}");
  await choose("Number");
  stroke([{ x: 700, y: 500 }]);
  await leave();
  const { capture, screenshotDataUrl } = await sent();
  expect(capture?.marks?.map(({ number, points }) => [number, points[0]?.x])).toEqual([
    [1, expect.closeTo(0.5, 2)],
    [2, expect.closeTo(0.875, 2)],
  ]);
  const { at } = await colorsOf(screenshotDataUrl);
  expect([at(150, 150), at(150, 500), at(600, 150), at(400, 150)]).toEqual([BLACK, LOWER, UPPER, UPPER]);
});

test("who covers their own words later, or cuts them off, tells them nowhere", async () => {
  const sent = await drawing();
  await writeAt(100, 100, "first secret");
  await writeAt(100, 500, "second secret");
  await writeAt(300, 300, "open");
  await leave();
  await again();
  await choose("Black out");
  stroke([
    { x: 90, y: 80 },
    { x: 150, y: 140 },
  ]);
  await leave();
  await again();
  await choose("Crop");
  stroke([
    { x: 20, y: 20 },
    { x: 780, y: 420 },
  ]);
  await leave();
  const submission = await sent();
  const body = jsonText(submission);
  expect(submission.capture?.marks?.map(({ text }) => text)).toEqual(["open"]);
  expect(submission.capture?.marks?.[0]?.points[0]).toEqual({
    x: expect.closeTo(280 / 760, 2),
    y: expect.closeTo(280 / 400, 2),
  });
  expect(body).not.toContain("secret");
  // One picture, and nothing else that could be one.
  expect(body.match(/data:image/g)).toHaveLength(1);
  expect(body.replace(submission.screenshotDataUrl!, "").length).toBeLessThan(4_000);
});

test("what was drawn is listed in what will be sent, and can be left out without the picture", async () => {
  const sent = await drawing();
  stroke([
    { x: 80, y: 60 },
    { x: 400, y: 300 },
  ]);
  await leave();
  await page.getByText("What will be sent", { exact: true }).click();
  const box = page.getByRole("checkbox", { name: "Drawn on the screenshot" });
  await expect.element(box).toBeChecked();
  await expect.element(box).toHaveAccessibleDescription(/"kind":"arrow","color":"red","points":\[\{"x":0\.1/);
  await box.click();
  const { capture, screenshotDataUrl } = await sent();
  expect(capture).not.toHaveProperty("marks");
  expect(capture?.method).toBeTruthy();
  expect(screenshotDataUrl).toBeTruthy();
});

test("the colours show that of the mark that is chosen, and give it another", async () => {
  const sent = await drawing();
  await choose("Number");
  await choose("Green");
  stroke([{ x: 200, y: 450 }]);
  await choose("Red");
  const green = editor.getByRole("radio", { name: "Green" });
  await expect.element(green).not.toBeChecked();
  await choose("Select and move");
  stroke([{ x: 200, y: 450 }]);
  await expect.element(green).toBeChecked();
  await choose("Blue");
  await leave();
  expect((await sent()).capture?.marks?.map(({ color }) => color)).toEqual(["blue"]);
});

test("of a part that was cropped out it is told what is missing or masked, without a place that is no longer true", async () => {
  const rect = { x: 10, y: 20, width: 30, height: 40 };
  const gaps = ["frame", "masked"].map((reason) => ({ reason, rect }));
  const { submissions } = open({ ports: { takeScreenshot: async () => ({ ...(await takeExamplePicture()), gaps }) } });
  await message.fill("x");
  await openEditor();
  await choose("Crop");
  stroke([
    { x: 200, y: 200 },
    { x: 600, y: 400 },
  ]);
  await leave();
  await send.click();
  await expect.poll(() => submissions.length).toBe(1);
  expect(submissions[0]?.capture?.gaps).toEqual([{ reason: "frame" }, { reason: "masked" }]);
});
