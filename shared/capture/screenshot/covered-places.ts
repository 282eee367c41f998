import type { Rectangle } from "../../contract/submission.ts";
import { mayBeClosed } from "../closed-component.ts";
import { elementsBelow, privateElements } from "../masking.ts";
import { withBeyond } from "./drawn-beyond.ts";
import type { CaptureOptions } from "./engine.ts";
import { around, isPlain, pseudoPlaces } from "./pseudo-places.ts";

/** The contents of these are another page's, where they cannot be looked into: whatever they show may be a password. */
const FRAMES = "iframe, frame, object, embed, fencedframe";
/** A shadow or the edge of a letter hangs out of its box by a little. */
const MARGIN_PX = 3;

/** Private, or what cannot be looked into: another page, or a component. */
type Kind = "masked" | "frame" | "component";

/** A thing that must not be seen, and everywhere it stood while it was watched. */
type Covered = { kind: Kind; places: Rectangle[] };

const rectangle = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height });

const boxesOf = (element: Element): Rectangle[] => {
  const boxes = [...element.getClientRects()].map(({ x, y, width, height }) => rectangle(x, y, width, height));
  const { scrollWidth, scrollHeight } = element;
  // What overflows it without being an element.
  const [first] = boxes;
  if (first && boxes.length === 1)
    boxes[0] = rectangle(first.x, first.y, Math.max(first.width, scrollWidth), Math.max(first.height, scrollHeight));
  return boxes;
};

const textIn = (root: Element | ShadowRoot): Rectangle[] => {
  const range = root.ownerDocument.createRange();
  range.selectNodeContents(root);
  return [...range.getClientRects()].map(({ x, y, width, height }) => rectangle(x, y, width, height));
};

/** One rectangle around an element and all that is in it: nothing of it is outside, wherever it hangs out of its box. */
const placeOf = (element: Element): Rectangle | undefined => {
  const all = [element, ...elementsBelow(element), ...(element.shadowRoot ? elementsBelow(element.shadowRoot) : [])];
  const roots = [element, ...all.flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const boxes = [...all.flatMap(boxesOf), ...all.flatMap(pseudoPlaces), ...roots.flatMap(textIn)].filter(
    ({ width, height }) => width > 0 && height > 0,
  );
  return boxes.length > 0 ? withBeyond(element, all, boxes.reduce(around)) : undefined;
};

const moved = ({ x, y, width, height }: Rectangle, left: number, top: number): Rectangle =>
  rectangle(x + left, y + top, width, height);

/** Where a frame's own page begins; `undefined` where it cannot be looked into, or is not shown as it is. */
const insideOf = (frame: Element): { page: Document; left: number; top: number } | undefined => {
  const page = (frame as HTMLIFrameElement).contentDocument;
  const { left, top } = frame.getBoundingClientRect();
  const { clientLeft, clientTop } = frame as HTMLElement;
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  if (!page?.defaultView || !isPlain(frame) || !style) return undefined;
  const padding = (side: string) => Number.parseFloat(style.getPropertyValue(`padding-${side}`)) || 0;
  return { page, left: left + clientLeft + padding("left"), top: top + clientTop + padding("top") };
};

type Watched = Pick<Required<CaptureOptions>, "exclude" | "passwords">;

/** Notes where everything stands now that must not be seen: what is private, and what cannot be looked into. */
const lookAt = (page: Document, left: number, top: number, all: Map<Element, Covered>, watched: Watched): void => {
  const note = (element: Element, kind: Kind, place: Rectangle | undefined) => {
    const known = all.get(element) ?? { kind, places: [] };
    all.set(element, known);
    if (place) known.places.push(moved(place, left, top));
  };
  const found = privateElements(page, watched.passwords);
  // What was private once is private for the whole picture.
  for (const [element, { kind }] of all) if (kind === "masked" && element.ownerDocument === page) found.add(element);
  for (const element of found)
    if (element.isConnected && !watched.exclude(element)) note(element, "masked", placeOf(element));
  for (const element of elementsBelow(page)) {
    if (found.has(element) || watched.exclude(element)) continue;
    if (mayBeClosed(element)) note(element, "component", placeOf(element));
    if (!element.matches(FRAMES)) continue;
    const inside = insideOf(element);
    if (inside) lookAt(inside.page, left + inside.left, top + inside.top, all, watched);
    else note(element, "frame", boxesOf(element)[0]);
  }
};

export type Places = { masked: Rectangle[]; unreadable: { reason: string; rect: Rectangle }[] };

/**
 * Watches where the private parts of a page stand, from the first look to the last. What moved meanwhile is covered from where
 * it was to where it went.
 */
export const watchPlaces = (view: Window, watched: Watched) => {
  const all = new Map<Element, Covered>();
  return {
    /** Notes where they are now. */
    look: () => lookAt(view.document, 0, 0, all, watched),
    /** Forgets where they were: the window shows another part. */
    forget: () => all.clear(),
    /** All they have covered, in CSS pixels of the window. */
    places(): Places {
      const places = [...all.values()]
        .filter(({ places }) => places.length > 0)
        .map(({ kind, places }) => {
          const { x, y, width, height } = places.reduce(around);
          const rect = rectangle(x - MARGIN_PX, y - MARGIN_PX, width + 2 * MARGIN_PX, height + 2 * MARGIN_PX);
          return { reason: kind, rect };
        });
      return {
        masked: places.filter(({ reason }) => reason === "masked").map(({ rect }) => rect),
        unreadable: places.filter(({ reason }) => reason !== "masked"),
      };
    },
  };
};
