import type { OpenRoot } from "../../shared/capture/drawn-children.ts";
import { pageOf, type Scroller } from "./scroller.ts";
import { drawnParent } from "./visible-box.ts";

/** A sticky part without an edge to stick to stands where it is in the text. */
const UNSTUCK: Keyframe = { inset: "auto" };
/** So far above the window that nothing of it is seen, nor anything of it to be painted over. */
const AWAY: Keyframe = { translate: "0 -100000px" };

/** In which window a fixed part is seen. */
type Turn = "first" | "last" | "always";

/** Parts of a page that stay in the window while it scrolls, and so would be in every picture of it. */
export type Staying = {
  /** Lets each be seen once: what sticks in its own place, what is fixed at the top in the first window, at the bottom in the last. */
  arrange(isFirst: boolean, isLast: boolean): void;
  /** Everything as it was. */
  release(): void;
};

/** All elements of a page, those of its shadow roots included. */
export const elementsIn = function* (root: Document | ShadowRoot, openRoot: OpenRoot): Generator<Element> {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    const inner = openRoot(element);
    if (inner) yield* elementsIn(inner, openRoot);
  }
};

/** With one of these around it, a fixed part is not the window's: it scrolls with the page. */
const holdsFixed = (style: CSSStyleDeclaration): boolean =>
  [style.transform, style.translate, style.rotate, style.scale, style.filter, style.backdropFilter, style.perspective]
    .filter(Boolean)
    .some((value) => value !== "none") ||
  /paint|layout|strict|content/.test(style.contain) ||
  /transform|translate|rotate|scale|filter|perspective/.test(style.willChange);

/** By animations that have ended and hold, as in `curtain.ts`: no observer of the page sees a change, and they go with it. */
export const staying = (window: Window, scroller: Scroller, openRoot: OpenRoot): Staying => {
  const held = new Map<Element, Animation>();
  const turns = new Map<Element, Turn>();
  const styleOf = (element: Element) => window.getComputedStyle(element);

  const hold = (element: Element, keyframe: Keyframe) =>
    held.set(element, element.animate([keyframe, keyframe], { duration: 0, fill: "forwards" }));
  const letGo = (element: Element) => {
    held.get(element)?.cancel();
    held.delete(element);
  };

  /** Whether it sticks to what is scrolled, and not to a box of its own in the page. */
  const sticksToPage = (element: Element): boolean => {
    for (let outer = drawnParent(element); outer; outer = drawnParent(outer)) {
      if (outer === scroller.element) return true;
      if (outer === window.document.body || outer === pageOf(window.document)) continue;
      if (!/^(visible|clip)/.test(styleOf(outer).overflowY)) return false;
    }
    return true;
  };

  const scrolls = (element: Element): boolean => {
    for (let outer = drawnParent(element); outer; outer = drawnParent(outer)) {
      if (!held.has(outer) && holdsFixed(styleOf(outer))) return true;
    }
    return false;
  };

  const turnOf = (element: Element, { zIndex }: CSSStyleDeclaration): Turn | undefined => {
    const { top, bottom, width, height } = element.getBoundingClientRect();
    if (width === 0 && height === 0) return undefined; // not there yet
    if (Number.parseInt(zIndex, 10) < 0) return "always"; // the ground that everything stands on
    return top <= window.innerHeight - bottom ? "first" : "last";
  };

  return {
    arrange(isFirst, isLast) {
      for (const element of elementsIn(window.document, openRoot)) {
        const style = styleOf(element);
        if (style.position === "sticky" && !held.has(element) && sticksToPage(element)) hold(element, UNSTUCK);
        if (style.position !== "fixed" || (!turns.has(element) && scrolls(element))) continue;
        const turn = turns.get(element) ?? turnOf(element, style);
        if (!turn) continue;
        turns.set(element, turn);
        const isSeen = turn === "always" || (turn === "first" ? isFirst : isLast);
        if (isSeen) letGo(element);
        else if (!held.has(element)) hold(element, AWAY);
      }
    },
    release() {
      for (const animation of held.values()) animation.cancel();
      held.clear();
      turns.clear();
    },
  };
};
