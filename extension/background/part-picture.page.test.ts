import { expect, test } from "vitest";
import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Place } from "../content/part/part.ts";
import type { Picture } from "../messages.ts";
import { type PartTab, partPicture } from "./part-picture.ts";

const viewport = { width: 200, height: 100 };
const RED = [220, 30, 30];

/** A window of 200 × 100 on a fine screen: white, and a red box at 50, 20. */
const shot = async (): Promise<Picture> => {
  const context = new OffscreenCanvas(400, 200).getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 400, 200);
  context.fillStyle = `rgb(${RED})`;
  context.fillRect(100, 40, 80, 60);
  const gaps = [
    { reason: "frame", rect: { x: 60, y: 30, width: 100, height: 10 } },
    { reason: "frame", rect: { x: 0, y: 0, width: 10, height: 10 } },
    { reason: "masked", rect: { x: 40, y: 40, width: 20, height: 90 } },
    { reason: "masked", rect: { x: 150, y: 40, width: 20, height: 20 } },
  ];
  return { dataUrl: await toDataUrl(await context.canvas.convertToBlob()), durationMs: 3, gaps };
};
const at = (x: number, y: number, width = 40, height = 30): Place => ({ box: { x, y, width, height }, viewport });
/** A page in which the part is found at these places, one after the other, the last one ever after. */
const page = (places: (Place | "gone" | undefined)[]): PartTab => ({
  begin: async () => true,
  outcome: async () => places[0],
  place: async () => (places.length > 1 ? places.shift() : places[0]),
  end: async () => {},
});

const pixelsOf = async (picture: Picture) => {
  const bitmap = await decodePicture(picture.dataUrl);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
};

test("the part is cut out of the window's picture by the pixels of the screen, and so are its gaps", async () => {
  const came = await partPicture("one", page([at(50, 20)]), shot);
  if (came?.state !== "ready") throw new Error("no picture");
  const { width, height, data } = await pixelsOf(came.picture);
  expect([width, height]).toEqual([80, 60]);
  for (let index = 0; index < data.length; index += 4) expect([...data.slice(index, index + 3)]).toEqual(RED);
  expect(came.picture.gaps).toEqual([
    { reason: "frame", rect: { x: 10, y: 10, width: 30, height: 10 } },
    { reason: "masked", rect: { x: 0, y: 20, width: 10, height: 10 } },
  ]);
});

test("a part that moved while the picture was taken is taken anew where it is then", async () => {
  let shots = 0;
  const moving = page([at(10, 20), at(50, 20), at(50, 20)]);
  const came = await partPicture("one", moving, () => {
    shots++;
    return shot();
  });
  expect(shots).toBe(2);
  if (came?.state !== "ready") throw new Error("no picture");
  expect([...(await pixelsOf(came.picture)).data.slice(0, 3)]).toEqual(RED);
});

test("one that does not come to rest, or goes, gives a sentence and no picture", async () => {
  const restless = page([at(0, 0), at(1, 0), at(2, 0), at(3, 0), at(4, 0), at(5, 0), at(6, 0)]);
  expect(await partPicture("one", restless, shot)).toMatchObject({ message: expect.stringContaining("keeps moving") });
  const going = page([at(0, 0), "gone"]);
  expect(await partPicture("one", going, shot)).toMatchObject({ message: expect.stringContaining("no longer") });
  const left = page([at(0, 0), undefined]);
  expect(await partPicture("one", left, shot)).toMatchObject({ message: expect.stringContaining("was left") });
  const before: PartTab = { ...page([at(0, 0)]), outcome: async () => "left" };
  expect(await partPicture("one", before, shot)).toMatchObject({ message: expect.stringContaining("was left") });
});
