import type { Point } from "./scene.ts";

/** What hands do on the stage, in its CSS pixels. */
export type Gestures = {
  press(at: Point): void;
  drag(to: Point): void;
  release(): void;
  /** What was begun was not meant: a second finger came, or the system took the pointer away. */
  drop(): void;
  pan(by: Point): void;
  zoom(factor: number, at: Point): void;
};

/** Pixels of a line, of a wheel that counts in lines. */
const LINE = 16;

const middle = ([a, b]: Point[]): Point => [(a![0] + b![0]) / 2, (a![1] + b![1]) / 2];
const apart = ([a, b]: Point[]): number => Math.hypot(...less(a!, b!)) || 1;
const less = ([x, y]: Point, [fromX, fromY]: Point): Point => [x - fromX, y - fromY];

/**
 * Makes gestures of mouse, pen and fingers: one draws; two, the middle button and the wheel move the picture, and zoom it. While a
 * pen is down a hand that lies on the screen draws nothing.
 */
export const followPointers = (stage: HTMLElement, gestures: Gestures, signal: AbortSignal): void => {
  const down = new Map<number, Point>();
  let doing: "nothing" | "drawing" | "panning" | "pinching" = "nothing";
  let hasPen = false;

  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top, width } = stage.getBoundingClientRect();
    // A page that is zoomed by its style sheet counts in other pixels inside than outside.
    const scale = stage.offsetWidth / width;
    return [(clientX - left) * scale, (clientY - top) * scale];
  };
  const on = <K extends keyof HTMLElementEventMap>(type: K, hear: (event: HTMLElementEventMap[K]) => void) =>
    stage.addEventListener(type, hear, { signal, passive: false });

  on("pointerdown", (event) => {
    const { pointerId, pointerType, button } = event;
    if ((hasPen && pointerType === "touch") || button > 1) return;
    hasPen = pointerType === "pen";
    if (hasPen) {
      if (down.size > 0) gestures.drop(); // what the hand began before its pen came down
      down.clear();
    }
    if (down.size > 1) return;
    stage.setPointerCapture(pointerId);
    down.set(pointerId, at(event));
    if (button === 1) event.preventDefault(); // else some systems scroll by it
    doing = down.size > 1 ? "pinching" : button === 1 ? "panning" : "drawing";
    if (doing === "pinching") gestures.drop();
    if (doing === "drawing") gestures.press(at(event));
  });
  on("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    const [now, before] = [at(event), [...down.values()]];
    down.set(event.pointerId, now);
    if (doing === "panning") gestures.pan(less(now, last));
    else if (doing === "pinching" && before.length > 1) {
      const after = [...down.values()];
      gestures.zoom(apart(after) / apart(before), middle(after));
      gestures.pan(less(middle(after), middle(before)));
    } else if (doing === "drawing") {
      const steps = event.getCoalescedEvents?.() ?? []; // a quick hand passes more points than a screen has pictures
      for (const step of steps[0] ? steps : [event]) gestures.drag(at(step));
    }
  });
  const lift = (event: PointerEvent) => {
    if (!down.delete(event.pointerId)) return;
    if (event.pointerType === "pen") hasPen = false;
    if (doing === "drawing") gestures[event.type === "pointerup" ? "release" : "drop"]();
    // The second finger of two leaves later: alone it draws nothing.
    if (!down.size || doing === "drawing") doing = "nothing";
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode ? LINE : 1;
    if (event.ctrlKey) gestures.zoom(Math.exp((-event.deltaY * unit) / 300), at(event));
    else gestures.pan([-event.deltaX * unit, -event.deltaY * unit]);
  });
};
