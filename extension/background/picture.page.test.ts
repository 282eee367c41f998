import { expect, test } from "vitest";
import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import type { Covers } from "../content/covers.ts";
import type { Look } from "../content/shutter.ts";
import { type Tab, takePicture } from "./picture.ts";

const viewport = { width: 200, height: 100 };
const none: Covers = { viewport, masked: [], unreadable: [] };
const rectangle = (x: number, y: number) => ({ x, y, width: 20, height: 10 });
const live = new AbortController().signal;

const white = async (): Promise<string> => {
  const canvas = new OffscreenCanvas(200, 100);
  canvas.getContext("2d")!.fillRect(0, 0, 0, 0);
  return toDataUrl(await canvas.convertToBlob());
};

/** A tab that gives these covers, one look after the other, the last one ever after. */
const tab = (looks: Look[], more: Partial<Tab> = {}): Tab & { shots: number; slept: number[]; isHidden: boolean } => {
  const all = [...looks];
  const next = () => (all.length > 1 ? all.shift() : all[0]) ?? none;
  const made = {
    shots: 0,
    slept: [] as number[],
    isHidden: false,
    hide: async () => {
      made.isHidden = true;
      return next();
    },
    show: async () => {
      made.isHidden = false;
      return next();
    },
    shoot: () => {
      made.shots++;
      return white();
    },
    isShown: async () => true,
    sleep: async (ms: number) => void made.slept.push(ms),
    now: () => 0,
    ...more,
  };
  return made;
};

const alphaAt = async (dataUrl: string, x: number, y: number): Promise<number | undefined> => {
  const image = new Image();
  image.src = dataUrl;
  await image.decode();
  const context = new OffscreenCanvas(200, 100).getContext("2d")!;
  context.drawImage(image, 0, 0);
  return context.getImageData(x, y, 1, 1).data[3];
};

test("a part that moves while the picture is taken is covered from where it was to where it went", async () => {
  const moving = tab([
    { ...none, masked: [rectangle(10, 10)] },
    { ...none, masked: [rectangle(10, 70)] },
  ]);
  const { dataUrl } = await takePicture(moving, live);
  for (const y of [12, 45, 78]) expect(await alphaAt(dataUrl, 20, y)).toBe(255);
  expect(await alphaAt(dataUrl, 60, 45)).toBe(0);
  expect(moving.shots).toBe(1);
});

test("where something private comes or goes meanwhile, the picture is taken again, no faster than the browser allows", async () => {
  const changing = tab([none, { ...none, masked: [rectangle(0, 0)] }, none]);
  await takePicture(changing, live);
  expect(changing.shots).toBe(2);
  expect(changing.slept.every((ms) => ms > 500)).toBe(true);
});

test("where it is not certain that everything private was hidden, the picture is taken again", async () => {
  const changing = tab(["uncertain", none, none, "uncertain", none]);
  await takePicture(changing, live);
  expect(changing.shots).toBe(3);
});

test("what was hidden is shown again, also when the browser refuses the picture", async () => {
  const hiddenAt: boolean[] = [];
  const closed = tab([], {
    shoot: () => {
      hiddenAt.push(closed.isHidden);
      return Promise.reject(new Error("no"));
    },
  });
  await expect(takePicture(closed, live)).rejects.toMatchObject({ code: "screenshot_failed" });
  expect(hiddenAt).toEqual([true, true, true]);
  expect(closed.isHidden).toBe(false);
});

test("a page that never stops changing gives no picture", async () => {
  let look = 0;
  const restless = tab([], { show: async () => ({ ...none, masked: Array(++look).fill(rectangle(0, 0)) }) });
  await expect(takePicture(restless, live)).rejects.toMatchObject({ code: "masking_failed" });
});

test("where the browser refuses a picture, as it does the third in a second, it is asked again a little later", async () => {
  let refusals = 1;
  const busy: Tab = tab([], { shoot: () => (refusals-- > 0 ? Promise.reject(new Error("quota")) : white()) });
  expect((await takePicture(busy, live)).dataUrl).toMatch(/^data:image/);
});

test("where the browser goes on refusing, it says so", async () => {
  const closed = tab([], { shoot: () => Promise.reject(new Error("no")) });
  await expect(takePicture(closed, live)).rejects.toMatchObject({ code: "screenshot_failed", details: undefined });
});

test("a page that cannot be asked is never even shot", async () => {
  const closed = tab([], { hide: () => Promise.reject(new Error("Cannot access a chrome:// URL")) });
  await expect(takePicture(closed, live)).rejects.toMatchObject({
    code: "screenshot_failed",
    message: expect.stringContaining("Your words can still be sent"),
    details: { reason: "denied" }, // by which the form tells it from all else that goes wrong
  });
  expect(closed.shots).toBe(0);
});

test("a picture is thrown away when another tab came to the front: it may be a picture of that one", async () => {
  const left = tab([], { isShown: async () => false });
  const problem = { code: "screenshot_failed", details: { reason: "not_this_page" } };
  await expect(takePicture(left, live)).rejects.toMatchObject(problem);
});

test("frames of other sites are reported as gaps, the tiny ones of counters aside", async () => {
  const framed = tab([{ ...none, unreadable: [rectangle(1, 2), { x: 0, y: 0, width: 1, height: 1 }] }]);
  expect((await takePicture(framed, live)).gaps).toEqual([{ reason: "frame", rect: rectangle(1, 2) }]);
});

test("what is masked is told after the frames, where it was covered", async () => {
  const page = tab([
    { ...none, masked: [rectangle(10, 10)], unreadable: [rectangle(90, 50)] },
    { ...none, masked: [rectangle(10, 30)], unreadable: [rectangle(90, 50)] },
  ]);
  expect((await takePicture(page, live)).gaps).toEqual([
    { reason: "frame", rect: rectangle(90, 50) },
    { reason: "masked", rect: { x: 10, y: 10, width: 20, height: 30 } },
  ]);
});

test("nothing is taken once the asker has hung up", async () => {
  const idle = tab([]);
  await expect(takePicture(idle, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
  expect(idle.shots).toBe(0);
});
