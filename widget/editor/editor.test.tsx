import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { formsOfEachTest, message, send } from "../testing/controls.ts";
import {
  canvas,
  choose,
  colorsOf,
  done,
  editor,
  inWindow,
  openEditor,
  point,
  press,
  said,
  stroke,
} from "../testing/draw-on-picture.ts";

const open = formsOfEachTest();
const near = (color: number[]) => color.map((part) => expect.closeTo(part, -1.5));
const [UPPER, LOWER] = [near([200, 30, 60]), near([30, 60, 200])];
const BLACK = near([0, 0, 0]);

/** Opens the form and the editor; `sent` closes both and gives what was sent. */
const drawing = async () => {
  const { submissions } = open();
  await message.fill("x");
  await openEditor();
  return async () => {
    await done();
    await expect.element(editor).not.toBeInTheDocument();
    await send.click();
    await expect.poll(() => submissions.length).toBe(1);
    return colorsOf(submissions[0]?.screenshotDataUrl);
  };
};

for (const pointerType of ["mouse", "touch", "pen"] as const)
  test(`what is drawn by ${pointerType} is in the picture that is sent, where it was drawn`, async () => {
    const sent = await drawing();
    await choose("Black out");
    stroke(
      [
        { x: 100, y: 100 },
        { x: 150, y: 150 },
        { x: 300, y: 200 },
      ],
      { pointerType },
    );
    await choose("Arrow");
    await choose("Yellow");
    stroke(
      [
        { x: 700, y: 500 },
        { x: 500, y: 500 },
      ],
      { pointerType },
    );
    const { at } = await sent();
    expect([at(110, 110), at(290, 190), at(200, 150)]).toEqual([BLACK, BLACK, BLACK]);
    expect([at(90, 150), at(310, 150), at(200, 210)]).toEqual([UPPER, UPPER, UPPER]);
    const [red, green, blue] = at(600, 500) as [number, number, number];
    expect(Math.min(red, green) - blue).toBeGreaterThan(80); // yellow, as far as so thin a line is itself once encoded
    expect(at(600, 520)).toEqual(LOWER);
  });

test("the whole editor works by keyboard alone, and says where it is", async () => {
  const sent = await drawing();
  await expect.element(editor.getByRole("radio", { name: "Arrow" })).toBeChecked();
  canvas().focus();
  await userEvent.keyboard("8"); // black out
  await userEvent.keyboard("{ArrowLeft}{Shift>}{ArrowUp}{/Shift}{Enter}");
  await expect.element(said()).toHaveTextContent("Begun: Black out");
  await userEvent.keyboard("{Shift>}{ArrowRight}{ArrowUp}{ArrowUp}{/Shift}");
  await expect.element(said()).toHaveTextContent("59% from the left, 20% from the top. 10% wide, 20% high");
  await userEvent.keyboard("{Enter}");
  await expect.element(said()).toHaveTextContent("Drawn: Black out");
  const { at } = await sent();
  expect([at(396, 122), at(470, 238), at(430, 180)]).toEqual([BLACK, BLACK, BLACK]);
  expect([at(386, 180), at(480, 180), at(430, 112), at(430, 248)]).toEqual([UPPER, UPPER, UPPER, UPPER]);
});

test("Escape drops what is begun, then what is chosen; with marks it asks before it drops them", async () => {
  await drawing();
  canvas().focus();
  await userEvent.keyboard("{Enter}{Shift>}{ArrowRight}{/Shift}{Escape}");
  await userEvent.keyboard("{Enter}{Shift>}{ArrowRight}{/Shift}{Enter}1{Enter}");
  await expect.element(said()).toHaveTextContent("Selected: Arrow. 60% from the left, 50% from the top");
  await userEvent.keyboard("{Escape}{Escape}");
  await expect.element(said()).toHaveTextContent("Press again to throw your marks away.");
  await expect.element(editor.getByRole("button", { name: "Throw away" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(editor).not.toBeInTheDocument();
  await expect.element(page.getByRole("dialog", { name: "Send feedback" })).toBeVisible();
});

test("undo, redo and delete work by buttons and keys; what was undone is not sent", async () => {
  const sent = await drawing();
  await choose("Black out");
  stroke([
    { x: 100, y: 100 },
    { x: 200, y: 200 },
  ]);
  stroke([
    { x: 300, y: 100 },
    { x: 400, y: 200 },
  ]);
  await press("Undo");
  await expect.element(said()).toHaveTextContent("Marks on the screenshot: 1");
  await press("Redo");
  await expect.element(said()).toHaveTextContent("Marks on the screenshot: 2");
  await userEvent.keyboard("{Control>}z{/Control}");
  await choose("Select and move");
  stroke([
    { x: 150, y: 150 },
    { x: 150, y: 450 },
  ]);
  const { at } = await sent();
  expect([at(150, 450), at(150, 150), at(350, 150)]).toEqual([BLACK, UPPER, UPPER]);
});

test("a text is written in a field, survives composing, and is left by Enter or a press beside it", async () => {
  const sent = await drawing();
  await choose("Text");
  await choose("Green");
  stroke([{ x: 100, y: 100 }]);
  const field = editor.getByRole("textbox", { name: "Text" });
  await field.fill("Überraschung");
  field.element().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
  await expect.element(field).toBeVisible();
  stroke([{ x: 500, y: 500 }]);
  await expect.element(field).not.toBeInTheDocument();
  await expect.element(said()).toHaveTextContent("Drawn: Text");
  const { at } = await sent();
  expect(at(103, 108)).toEqual(near([18, 117, 61]));
  expect(at(500, 500)).toEqual(LOWER);
});

test("a crop is all that is sent, and the editor shows only it afterwards", async () => {
  const sent = await drawing();
  await choose("Crop");
  stroke([
    { x: 200, y: 200 },
    { x: 600, y: 400 },
  ]);
  await choose("Black out");
  // Now the crop fills the stage: its middle is the stage's.
  const size = { width: 400, height: 200 };
  point("pointerdown", inWindow({ x: 100, y: 50 }, size));
  point("pointermove", inWindow({ x: 300, y: 90 }, size));
  point("pointerup", inWindow({ x: 300, y: 90 }, size));
  const { width, height, at } = await sent();
  expect([width, height]).toEqual([expect.closeTo(400, -0.9), expect.closeTo(200, -0.9)]);
  expect([at(200, 70), at(200, 40), at(200, 150)]).toEqual([BLACK, UPPER, LOWER]);
});

test("two fingers zoom and move the picture and draw nothing; then a finger draws where it is seen", async () => {
  const sent = await drawing();
  await choose("Black out");
  const [a, b] = [inWindow({ x: 380, y: 300 }), inWindow({ x: 420, y: 300 })];
  const [one, two] = [
    { pointerType: "touch", pointerId: 1 },
    { pointerType: "touch", pointerId: 2 },
  ] as const;
  point("pointerdown", a, one);
  point("pointerdown", b, two);
  point("pointermove", { x: a.x - (b.x - a.x) / 2, y: a.y }, one);
  point("pointermove", { x: b.x + (b.x - a.x) / 2, y: b.y }, two);
  point("pointerup", a, one);
  point("pointerup", b, two);
  // Twice as large around the picture's middle.
  const middle = inWindow({ x: 400, y: 300 });
  const corner = inWindow({ x: 500, y: 200 });
  point("pointerdown", middle, one);
  point("pointermove", corner, one);
  point("pointerup", corner, one);
  const { at } = await sent();
  expect([at(410, 290), at(440, 260)]).toEqual([BLACK, BLACK]);
  expect([at(460, 240), at(390, 290), at(410, 310)]).toEqual([UPPER, UPPER, LOWER]);
});

test("while a pen is down a hand that lies on the screen draws nothing", async () => {
  const sent = await drawing();
  await choose("Black out");
  const pen = { pointerType: "pen", pointerId: 1 } as const;
  point("pointerdown", inWindow({ x: 100, y: 100 }), pen);
  point("pointerdown", inWindow({ x: 500, y: 100 }), { pointerType: "touch", pointerId: 2 });
  point("pointermove", inWindow({ x: 600, y: 200 }), { pointerType: "touch", pointerId: 2 });
  point("pointermove", inWindow({ x: 200, y: 200 }), pen);
  point("pointerup", inWindow({ x: 200, y: 200 }), pen);
  const { at } = await sent();
  expect([at(150, 150), at(550, 150)]).toEqual([BLACK, UPPER]);
});

test("done without marks changes nothing, and the focus is back at the button", async () => {
  const { submissions } = open();
  await message.fill("x");
  await openEditor();
  await done();
  await expect.element(editor).not.toBeInTheDocument();
  const root = document.querySelector("earshot-widget")!.shadowRoot!;
  expect(root.activeElement).toBe(page.getByRole("button", { name: "Draw", exact: true }).element());
  await send.click();
  await expect.poll(() => submissions[0]?.screenshotDataUrl).toBeTruthy();
});

test("the form that is taken away takes the editor with it", async () => {
  const { mounted } = open();
  await openEditor();
  mounted.destroy();
  await expect.element(editor).not.toBeInTheDocument();
  expect(document.querySelector("earshot-widget")).toBeNull();
});

test("when the marks cannot be made part of the picture there is none: rather than one that shows what was to be hidden", async () => {
  const { submissions } = open();
  await message.fill("x");
  await openEditor();
  await choose("Black out");
  stroke([
    { x: 100, y: 100 },
    { x: 200, y: 200 },
  ]);
  const { convertToBlob } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.convertToBlob = () => Promise.reject(new Error("out of memory"));
  try {
    await done();
    await expect.element(page.getByText(/No screenshot could be taken here/)).toBeVisible();
  } finally {
    OffscreenCanvas.prototype.convertToBlob = convertToBlob;
  }
  await send.click();
  await expect.poll(() => submissions.length).toBe(1);
  expect(submissions[0]).not.toHaveProperty("screenshotDataUrl");
});
