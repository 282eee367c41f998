import { expect, test } from "vitest";
import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Rectangle } from "../../shared/contract/submission.ts";
import type { Stand } from "../content/long-page.ts";
import { type LongTab, takeFullPage } from "./full-page.ts";
import type { Tab } from "./picture.ts";

const WIDTH = 40;
const HEIGHT = 100;
const live = new AbortController().signal;

/** A page each row of which has a colour of its own, seen through a window. */
const page = (length: number, more: Partial<LongTab> = {}, secrets: readonly Rectangle[] = []) => {
  const viewport = { width: WIDTH, height: HEIGHT };
  const made = {
    top: 0,
    length,
    ended: 0,
    told: [] as { done: number; of: number }[],
    slept: [] as number[],
    shots: 0,
  };
  const stand = (): Stand => ({
    window: viewport,
    seen: viewport,
    frame: { x: 0, y: 0, ...viewport },
    top: made.top,
    length: made.length,
    pixelRatio: 1,
  });
  const long: LongTab = {
    begin: async () => stand(),
    step: async (top) => {
      made.top = Math.max(0, Math.min(top, made.length - HEIGHT));
      return stand();
    },
    stand: async () => stand(),
    end: async () => void made.ended++,
    ...more,
  };
  const covers = async () => ({
    viewport,
    masked: secrets.map((secret) => ({ ...secret, y: secret.y - made.top })),
    unreadable: [],
  });
  const tab: Tab = {
    hide: covers,
    show: covers,
    async shoot() {
      made.shots++;
      const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
      const context = canvas.getContext("2d")!;
      for (let y = 0; y < HEIGHT; y++) {
        context.fillStyle = `rgb(${(made.top + y) % 256} ${Math.floor((made.top + y) / 256)} 7)`;
        context.fillRect(0, y, WIDTH, 1);
      }
      return toDataUrl(await canvas.convertToBlob());
    },
    isShown: async () => true,
    sleep: async (ms) => void made.slept.push(ms),
    now: () => 0,
  };
  const take = (signal = live) => takeFullPage(tab, long, signal, (progress) => made.told.push(progress));
  return Object.assign(made, { take, tab, long });
};

/** The rows of the page that a picture shows. */
const rowsIn = async (dataUrl: string): Promise<number[]> => {
  const bitmap = await decodePicture(dataUrl);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, 1, bitmap.height);
  return Array.from({ length: bitmap.height }, (_, y) => data[y * 4]! + 256 * data[y * 4 + 1]!);
};
const upTo = (length: number) => Array.from({ length }, (_, y) => y);

test.each([60, 100, 130, 777])(
  "of a page of %i pixels each row is in the picture once, in its place",
  async (length) => {
    const long = page(Math.max(length, HEIGHT));
    const { dataUrl, gaps } = await long.take();
    expect(await rowsIn(dataUrl)).toEqual(upTo(Math.max(length, HEIGHT)));
    expect(gaps).toEqual([]);
    expect(long.ended).toBe(1);
  },
);

test("what is masked is told where it is in the whole, once, however many windows it reaches over", async () => {
  const secrets = [
    { x: 5, y: 30, width: 10, height: 20 },
    { x: 20, y: 80, width: 10, height: 12 },
    { x: 0, y: 150, width: 30, height: 220 },
    { x: 5, y: 480, width: 10, height: 20 },
  ];
  const { gaps } = await page(500, {}, secrets).take();
  expect(gaps).toEqual(secrets.map((rect) => ({ reason: "masked", rect })));
});

test("no faster than the browser allows, and it says how far it is", async () => {
  const long = page(300);
  await long.take();
  expect(long.told).toEqual([0, 1, 2, 3, 4].map((done) => ({ done, of: 4 })));
  expect(long.slept).toHaveLength(3);
  expect(long.slept.every((ms) => ms > 500)).toBe(true);
});

test("a page that becomes shorter meanwhile is taken to its end", async () => {
  const long = page(500);
  const { step } = long.long;
  long.long.step = (top, length) => {
    if (top > 200) long.length = 350;
    return step(top, length);
  };
  const rows = await rowsIn((await long.take()).dataUrl);
  expect(rows).toEqual(upTo(350));
});

test("a page that grows meanwhile is taken as far as it went at first, and the picture says that there is more", async () => {
  const long = page(300);
  const { step } = long.long;
  long.long.step = (top, length) => {
    long.length = 900;
    return step(top, length);
  };
  const { dataUrl, gaps } = await long.take();
  expect(await rowsIn(dataUrl)).toEqual(upTo(300));
  expect(gaps).toEqual([{ reason: "page", rect: { x: 0, y: 300, width: WIDTH, height: 600 } }]);
});

test("a page without an end is taken as far as a picture may go", async () => {
  const long = page(1_000_000);
  long.long.begin = async () => ({ ...(await long.long.stand())!, pixelRatio: 30 });
  const { dataUrl, gaps } = await long.take();
  expect(await rowsIn(dataUrl)).toEqual(upTo(546)); // 16,384 pixels of such a screen
  expect(gaps).toMatchObject([{ reason: "page" }]);
});

test("a window in which the page was scrolled meanwhile is taken again", async () => {
  const long = page(180);
  const { stand } = long.long;
  let times = 0;
  long.long.stand = async () => {
    const now = await stand();
    return times++ === 0 && now ? { ...now, top: now.top + 9 } : now;
  };
  expect(await rowsIn((await long.take()).dataUrl)).toEqual(upTo(180));
  expect(long.shots).toBe(4);
});

test.each<[string, Partial<LongTab>, RegExp]>([
  ["is kept from extensions", { begin: () => Promise.reject(new Error("Cannot access")) }, /keeps extensions out/],
  ["is zoomed in", { begin: async () => "zoomed" }, /zoomed in/],
  ["is left", { step: async () => undefined }, /was left/],
  ["is closed", { stand: () => Promise.reject(new Error("No tab with id")) }, /was left/],
])("a page that %s gives no picture but a sentence, and is put back", async (_, more, sentence) => {
  const long = page(300, more);
  await expect(long.take()).rejects.toMatchObject({
    code: "screenshot_failed",
    message: expect.stringMatching(sentence),
  });
  expect(long.ended).toBe(1);
});

test("a page that never stands still gives no picture", async () => {
  const long = page(300);
  const { stand } = long.long;
  long.long.stand = async () => ({ ...(await stand())!, top: Math.random() });
  await expect(long.take()).rejects.toMatchObject({ message: expect.stringMatching(/keeps moving/) });
});

test("stopped, it puts the page back at once and takes no more", async () => {
  const stop = new AbortController();
  const long = page(5_000);
  const { step } = long.long;
  long.long.step = (top, length) => {
    if (top > 200) stop.abort();
    return step(top, length);
  };
  await expect(long.take(stop.signal)).rejects.toMatchObject({ code: "aborted" });
  expect(long.ended).toBeGreaterThan(0);
  expect(long.shots).toBeLessThan(5);
});
