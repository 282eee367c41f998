import type { OpenRoot } from "../../shared/capture/drawn-children.ts";
import type { Rectangle } from "../../shared/contract/submission.ts";
import { settled } from "./in-view.ts";
import { frameOf, pageOf, scrollerOf } from "./scroller.ts";
import { elementsIn, staying } from "./staying.ts";

/** How a page stands in its window, in CSS pixels. */
export type Stand = {
  /** The window, scroll bars included: a picture of it is so wide. */
  window: { width: number; height: number };
  /** The same without scroll bars. */
  seen: { width: number; height: number };
  /** Where in the window that is which scrolls. */
  frame: Rectangle;
  /** How far it is scrolled, and how high all of it is. */
  top: number;
  length: number;
  pixelRatio: number;
};

/** A page that is being taken window by window. What is not there any more answers `undefined`. */
export type LongPage = {
  /** Remembers how everything is, for a visit of this name. `"zoomed"` where two fingers have made it larger: its window then shows a part only. */
  begin(visit: string): Stand | "zoomed";
  /**
   * Scrolls there and resolves when it is drawn, with what stays in the window seen once.
   *
   * @param length Of what is to be taken: the window that reaches it is the last.
   */
  step(top: number, length: number): Promise<Stand | undefined>;
  stand(): Stand | undefined;
  /** Everything as it was, unless another visit has begun since: that one ends by itself. */
  end(visit: string): void;
};

/** Longer than any step takes. */
const LONGEST_MS = 15_000;

/**
 * @param longestMs When nobody asked anything for so long, everything is put back: whoever began it may have died.
 */
export const longPage = (window: Window, openRoot: OpenRoot, longestMs = LONGEST_MS): LongPage => {
  type Visit = { stand(): Stand; step(top: number, length: number): void; end(): void };
  let visit: Visit | undefined;
  let name: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    clearTimeout(timer);
    visit?.end();
    visit = undefined;
  };
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(end, longestMs);
  };

  const open = (): Visit => {
    const scroller = scrollerOf(window);
    const { element } = scroller;
    const parts = staying(window, scroller, openRoot);
    const { scrollTop, scrollLeft } = element;
    const page = pageOf(window.document);
    const free: Keyframe = { scrollSnapType: "none" };
    const unsnapped = [...new Set([element, page, window.document.documentElement])].map((one) =>
      one.animate([free, free], { duration: 0, fill: "forwards" }),
    );
    const scrollTo = (top: number, left = element.scrollLeft) => element.scrollTo({ top, left, behavior: "instant" });
    return {
      stand: () => ({
        window: { width: window.innerWidth, height: window.innerHeight },
        seen: { width: page.clientWidth, height: page.clientHeight },
        frame: frameOf(scroller),
        top: element.scrollTop,
        length: element.scrollHeight,
        pixelRatio: window.devicePixelRatio,
      }),
      step(top, length) {
        parts.arrange(false, false); // what sticks comes loose before the page is scrolled
        scrollTo(top);
        const reached = element.scrollTop + element.clientHeight;
        parts.arrange(element.scrollTop < 1, reached >= Math.min(length, element.scrollHeight) - 1);
      },
      end() {
        parts.release();
        scrollTo(scrollTop, scrollLeft); // before it snaps again
        for (const animation of unsnapped) animation.cancel();
      },
    };
  };

  return {
    begin(asked) {
      end();
      name = asked;
      if ((window.visualViewport?.scale ?? 1) > 1.01) return "zoomed";
      visit = open();
      hear();
      return visit.stand();
    },
    async step(top, length) {
      const current = visit;
      if (!current) return undefined;
      hear();
      current.step(top, length);
      await settled(window, () => elementsIn(window.document, openRoot));
      return visit === current ? current.stand() : undefined;
    },
    stand() {
      if (visit) hear();
      return visit?.stand();
    },
    end(asked) {
      if (asked === name) end();
    },
  };
};
