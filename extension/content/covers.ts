import type { OpenRoot } from "../../shared/capture/drawn-children.ts";
import type { Rectangle } from "../../shared/contract/submission.ts";
import { type Box, intersection, isEmpty, rectangleOf, visibleBox } from "./visible-box.ts";

/** What must not be seen in a picture of this window. All in CSS pixels of what is visible, from its top left corner. */
export type Covers = {
  /** The size of what is visible, scroll bars included: the picture has the same proportions. */
  viewport: { width: number; height: number };
  /** What the contract masks. */
  masked: Rectangle[];
  /** Frames that cannot be looked into (another site's): whatever they show may be a password or a card. */
  unreadable: Rectangle[];
};

/** What the search needs from its surroundings. */
export type Search = {
  isPrivate(element: Element): boolean;
  openRoot: OpenRoot;
};

const FRAMES = "iframe, frame, object, embed, fencedframe";

/** A root and all shadow roots below it. */
const roots = function* (root: Document | ShadowRoot, look: Search): Generator<Document | ShadowRoot> {
  yield root;
  for (const element of root.querySelectorAll("*")) {
    const inner = look.openRoot(element);
    if (inner) yield* roots(inner, look);
  }
};

/** The document in a frame; `null` where it is another site's, or where the frame is turned or scaled and so has no simple place. */
const documentIn = (frame: Element): Document | null => {
  const { width, height } = frame.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = frame as HTMLElement;
  const plain = Math.abs(width - offsetWidth) < 1 && Math.abs(height - offsetHeight) < 1;
  return plain ? ((frame as HTMLIFrameElement).contentDocument ?? null) : null;
};

/** Where a frame's own document begins: inside its border and padding. */
const innerBox = (frame: Element): Box => {
  const { left, top } = frame.getBoundingClientRect();
  const style = frame.ownerDocument.defaultView!.getComputedStyle(frame);
  const x = left + frame.clientLeft + Number.parseFloat(style.paddingLeft);
  const y = top + frame.clientTop + Number.parseFloat(style.paddingTop);
  const right = x + frame.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  const bottom = y + frame.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
  return { left: x, top: y, right, bottom };
};

const moved = (box: Box, x: number, y: number): Box => ({
  left: box.left + x,
  top: box.top + y,
  right: box.right + x,
  bottom: box.bottom + y,
});

type Found = { elements: Element[]; masked: Box[]; unreadable: Box[] };

/** Searches one document, whose top left corner stands at `x`, `y` of the top window and which is seen through `window`. */
const search = (page: Document, x: number, y: number, window: Box, look: Search, found: Found): void => {
  const add = (boxes: Box[], box: Box | undefined) => {
    if (!box) return;
    const seen = intersection(moved(box, x, y), window);
    if (!isEmpty(seen)) boxes.push(seen);
  };
  const { innerWidth: right, innerHeight: bottom } = page.defaultView!;
  const whole: Box = { left: 0, top: 0, right, bottom };
  for (const root of roots(page, look)) {
    for (const element of root.querySelectorAll("*")) {
      if (!look.isPrivate(element)) continue;
      // A body's background fills the window, however small the body is. So does its cover, and nothing hangs out of it.
      const isPage = element === page.body || element === page.documentElement;
      add(found.masked, isPage ? whole : visibleBox(element, look.openRoot));
      if (!isPage) found.elements.push(element);
    }
    for (const frame of root.querySelectorAll(FRAMES)) {
      const visible = visibleBox(frame, look.openRoot);
      if (!visible) continue;
      const inner = documentIn(frame);
      if (!inner?.defaultView) {
        add(found.unreadable, visible);
        continue;
      }
      const start = innerBox(frame);
      const through = intersection(moved(intersection(visible, start), x, y), window);
      if (!isEmpty(through)) search(inner, x + start.left, y + start.top, through, look, found);
    }
  }
};

/**
 * Finds what must not be seen, in the document, its shadow roots and its frames. Changes nothing in the page.
 *
 * @returns Where it stands, and the elements, out of sight or not.
 */
export const coversOf = (window: Window, look: Search): { covers: Covers; elements: Element[] } => {
  const { innerWidth, innerHeight, visualViewport } = window;
  const found: Found = { elements: [], masked: [], unreadable: [] };
  search(window.document, 0, 0, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }, look, found);
  // Zoomed in by two fingers, the picture shows a part of the window only.
  const zoomed = visualViewport && visualViewport.scale > 1 ? visualViewport : undefined;
  const place = (box: Box): Rectangle => rectangleOf(zoomed ? moved(box, -zoomed.offsetLeft, -zoomed.offsetTop) : box);
  const covers: Covers = {
    viewport: zoomed ? { width: zoomed.width, height: zoomed.height } : { width: innerWidth, height: innerHeight },
    masked: found.masked.map(place),
    unreadable: found.unreadable.map(place),
  };
  return { covers, elements: found.elements };
};
