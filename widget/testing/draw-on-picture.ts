import { expect } from "vitest";
import { page } from "vitest/browser";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";

type Point = { x: number; y: number };

const root = () => document.querySelector("earshot-widget")!.shadowRoot!;
/** For tests: what the editor draws on. */
export const canvas = (): HTMLCanvasElement => root().querySelector<HTMLCanvasElement>(".editor canvas")!;
export const editor = page.getByRole("dialog", { name: "Draw on the screenshot" });
export const press = (name: string) => editor.getByRole("button", { name, exact: true }).click();
export const done = () => press("Done");
export const said = () => editor.getByRole("status");

/** Takes a picture into the form that is open, and opens it in the editor. */
export const openEditor = async (): Promise<void> => {
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await expect.element(editor).toBeVisible();
  // Until it knows how much room there is it draws nothing.
  await expect.poll(() => canvas().width, { timeout: 10_000 }).toBeGreaterThan(300);
};

export const choose = async (name: string): Promise<void> => {
  const radio = editor.getByRole("radio", { name, exact: true });
  (radio.element() as HTMLElement).click();
  await expect.element(radio).toBeChecked();
};

/** Of a picture of this size, as it stands in the editor when all of it is shown: where a point of it is in the window. */
export const inWindow = ({ x, y }: Point, picture = { width: 800, height: 600 }): Point => {
  const box = canvas().getBoundingClientRect();
  const scale = Math.min((box.width - 32) / picture.width, (box.height - 32) / picture.height, 2);
  return {
    x: box.left + (box.width - picture.width * scale) / 2 + x * scale,
    y: box.top + (box.height - picture.height * scale) / 2 + y * scale,
  };
};

type Hand = { pointerType?: "mouse" | "touch" | "pen"; pointerId?: number };

/** One pointer event, as a browser sends it, at a point of the window. */
export const point = (type: string, at: Point, { pointerType = "mouse", pointerId = 1 }: Hand = {}): void => {
  const target = canvas();
  // A made-up pointer cannot be captured.
  target.setPointerCapture = () => {};
  target.dispatchEvent(
    new PointerEvent(type, {
      pointerId,
      pointerType,
      clientX: at.x,
      clientY: at.y,
      bubbles: true,
      cancelable: true,
      composed: true,
      button: 0,
    }),
  );
};

/** Draws through points of the picture. */
export const stroke = (points: Point[], hand: Hand = {}): void => {
  const [first, ...rest] = points.map((one) => inWindow(one));
  point("pointerdown", first!, hand);
  for (const one of rest) point("pointermove", one, hand);
  point("pointerup", rest.at(-1) ?? first!, hand);
};

/** The colours of a picture that was sent. */
export const colorsOf = async (dataUrl: string | undefined) => {
  const bitmap = await decodePicture(dataUrl!);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  return {
    width: bitmap.width,
    height: bitmap.height,
    at: (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)],
  };
};
