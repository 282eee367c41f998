import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { add, pixelsOf, stageOfEachTest } from "../testing/stage.ts";
import { displayMediaEngine } from "./display-media.ts";

stageOfEachTest();

const COVERED = [138, 143, 152];
const ended: string[] = [];

/** A browser that shares the tab at once: what it shows is white. */
beforeEach(() => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 800, height: 600 });
  const context = canvas.getContext("2d")!;
  const draw = () => {
    context.fillStyle = "white";
    context.fillRect(0, 0, 800, 600);
  };
  draw();
  const drawing = setInterval(draw, 40);
  ended.length = 0;
  vi.spyOn(navigator.mediaDevices, "getDisplayMedia").mockImplementation(async () => {
    const stream = canvas.captureStream(30);
    const [track] = stream.getVideoTracks();
    const stop = track!.stop.bind(track);
    Object.assign(track!, {
      cropTo: async () => {},
      getSettings: () => ({ displaySurface: "browser" }),
      stop() {
        ended.push("ended");
        stop();
      },
    });
    return stream;
  });
  return () => clearInterval(drawing);
});
const viewport = Object.getOwnPropertyDescriptor(window, "visualViewport")!;
afterEach(() => {
  vi.restoreAllMocks();
  Object.defineProperty(window, "visualViewport", viewport);
});

/** Zooms into the page by two fingers, at twice its size. */
const zoomTo = (offsetLeft: number, offsetTop = 0) => {
  const value = { scale: 2, offsetLeft, offsetTop, width: 400, height: 300 };
  Object.defineProperty(window, "visualViewport", { configurable: true, value });
};
const take = async (signal = new AbortController().signal) => {
  const { bitmap, gaps } = await displayMediaEngine(window, { exclude: () => false }, signal);
  const data = pixelsOf(bitmap, bitmap.width, bitmap.height);
  const at = (x: number, y: number) => [...data.slice((y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3)];
  return { at, gaps, width: bitmap.width };
};
const SECRET = "position:absolute;left:300px;top:100px;width:100px;height:40px";

test("what is private is covered, and the sharing ends", async () => {
  add("p", `${SECRET};margin:0`, "secret", { "data-earshot-mask": "" });
  const { at } = await take();
  expect(at(350, 120)).toEqual(COVERED);
  expect(at(200, 120)).not.toEqual(COVERED);
  expect(ended).not.toEqual([]);
});

test("what is private is covered where it is seen, though the page was zoomed into and moved meanwhile", async () => {
  add("p", `${SECRET};margin:0`, "secret", { "data-earshot-mask": "" });
  zoomTo(0);
  setTimeout(() => zoomTo(200, 50), 120);
  const { at } = await take();
  for (const x of [204, 300, 396]) for (const y of [104, 176]) expect(at(x, y)).toEqual(COVERED);
  expect(at(700, 240)).not.toEqual(COVERED);
});

test("of a page that is moved all the time there is no picture, as nobody knows where what is private stands in it", async () => {
  add("p", SECRET, "secret", { "data-earshot-mask": "" });
  let left = 0;
  const moving = setInterval(() => zoomTo(++left % 400), 30);
  try {
    await expect(take()).rejects.toMatchObject({ details: { reason: "took_too_long" } });
    expect(ended).not.toEqual([]);
  } finally {
    clearInterval(moving);
  }
});

/** The browser never says whose tab it shares. */
const staySilent = () => {
  const share = vi.mocked(navigator.mediaDevices.getDisplayMedia).getMockImplementation()!;
  vi.mocked(navigator.mediaDevices.getDisplayMedia).mockImplementation(async (wishes) => {
    const stream = await share(wishes);
    for (const track of stream.getTracks()) Object.assign(track, { cropTo: () => new Promise(() => {}) });
    return stream;
  });
};

test("a browser that does not say whose tab it shares took too long, and is not said to have shared another", async () => {
  staySilent();
  await expect(take()).rejects.toMatchObject({ details: { reason: "took_too_long" } });
  expect(ended).not.toEqual([]);
});

test("who cancels while the browser does not say whose tab it shares need not wait for it, and the sharing ends", async () => {
  staySilent();
  const cancelling = new AbortController();
  setTimeout(() => cancelling.abort(), 100);
  const startedAt = performance.now();
  await expect(take(cancelling.signal)).rejects.toMatchObject({ code: "aborted" });
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  expect(ended).not.toEqual([]);
});

test.each<[string, () => MediaStream, string]>([
  ["hands out something that is no stream", () => ({}) as MediaStream, "engine_error"],
  [
    "keeps the tracks that were to be stopped",
    () => {
      const stream = new MediaStream();
      stream.getTracks = () => {
        throw new TypeError("patched");
      };
      return stream;
    },
    "not_this_page",
  ],
])("where a page %s that is said, and what is ours is seen again", async (_name, share, reason) => {
  vi.mocked(navigator.mediaDevices.getDisplayMedia).mockImplementation(async () => share());
  const ours = add("div", "", "");
  const shadow = ours.attachShadow({ mode: "open" });
  const taking = displayMediaEngine(window, { exclude: (one) => one === ours }, new AbortController().signal);
  expect(getComputedStyle(ours).opacity).toBe("0");
  await expect(taking).rejects.toMatchObject({ details: { reason } });
  expect(getComputedStyle(ours).opacity).toBe("1");
  expect(shadow.adoptedStyleSheets).toEqual([]);
});

test("a component that nobody can look into is covered, and told as a gap", async () => {
  class Sealed extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "closed" }).innerHTML = "<b>secret</b>";
    }
  }
  customElements.define("x-sealed", Sealed);
  add("x-sealed", SECRET);
  const { at, gaps } = await take();
  expect(at(350, 120)).toEqual(COVERED);
  expect(gaps).toEqual([{ reason: "component", rect: { x: 297, y: 97, width: 106, height: 46 } }]);
});

test("where something is masked is told after what cannot be looked into, and nothing of what it says", async () => {
  add("p", `${SECRET};margin:0`, "hunter2", { "data-earshot-mask": "hunter-mark" });
  add("iframe", "position:absolute;left:10px;top:10px;width:100px;height:40px;border:0", "", { sandbox: "" });
  const { gaps } = await take();
  expect(gaps).toEqual([
    { reason: "frame", rect: { x: 7, y: 7, width: 106, height: 46 } },
    { reason: "masked", rect: { x: 297, y: 97, width: 106, height: 46 } },
  ]);
  expect(JSON.stringify(gaps)).not.toContain("hunter");
});

test.each<[string, () => Promise<MediaStream>, string]>([
  ["says no", () => Promise.reject(new DOMException("", "NotAllowedError")), "denied"],
  ["cannot", () => Promise.reject(new DOMException("", "NotReadableError")), "engine_error"],
  [
    "ends the sharing at once",
    async () => {
      const stream = document.createElement("canvas").captureStream(1);
      for (const track of stream.getTracks()) {
        Object.assign(track, { cropTo: async () => {}, getSettings: () => ({ displaySurface: "browser" }) });
        track.stop();
      }
      return stream;
    },
    "denied",
  ],
  [
    "ends the sharing before it says whose tab it was",
    async () => {
      const stream = document.createElement("canvas").captureStream(1);
      for (const track of stream.getTracks()) {
        const cropTo = () => Promise.reject(new DOMException("", "InvalidStateError"));
        Object.assign(track, { cropTo, getSettings: () => ({ displaySurface: "browser" }) });
        track.stop();
      }
      return stream;
    },
    "denied",
  ],
  ["shares something without a picture", async () => new MediaStream(), "not_this_page"],
  ["shares a window", async () => document.createElement("canvas").captureStream(1), "not_this_page"],
])("where the browser %s that is the reason, in time", async (_name, share, reason) => {
  vi.mocked(navigator.mediaDevices.getDisplayMedia).mockImplementation(share);
  const startedAt = performance.now();
  await expect(take()).rejects.toMatchObject({ details: { reason } });
  expect(performance.now() - startedAt).toBeLessThan(3_500);
});

test("a browser that asks and never comes back is given up after a minute", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.mocked(navigator.mediaDevices.getDisplayMedia).mockImplementation(() => new Promise(() => {}));
  const ending = expect(take()).rejects.toMatchObject({ details: { reason: "took_too_long" } });
  vi.advanceTimersByTime(60_000);
  await ending;
  vi.useRealTimers();
});

test("who cancels while the browser asks gets no picture, and what is shared later ends at once", async () => {
  let share = (_: MediaStream): void => {};
  vi.mocked(navigator.mediaDevices.getDisplayMedia).mockImplementation(() => new Promise((yes) => (share = yes)));
  const cancelling = new AbortController();
  const taking = take(cancelling.signal);
  cancelling.abort();
  await expect(taking).rejects.toMatchObject({ code: "aborted" });
  const stream = document.createElement("canvas").captureStream(1);
  share(stream);
  await expect.poll(() => stream.getTracks().map(({ readyState }) => readyState)).toEqual(["ended"]);
});
