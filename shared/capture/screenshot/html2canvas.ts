import html2canvas from "html2canvas";
import type { CaptureGap } from "../../contract/submission.ts";
import { EarshotError } from "../../errors.ts";
import { COVER, elementsBelow, emptyPrivateElement, isPrivate, MASK, privateElements } from "../masking.ts";
import { closedPictures } from "./closed-pictures.ts";
import {
  asMasked,
  MOST_PIXELS_PER_PIXEL,
  pictureAborted,
  type ScreenshotEngine,
  screenshotFailed,
  toldGaps,
} from "./engine.ts";
import { inView } from "./in-view.ts";
import { isForbiddenAgain, keepCopyQuiet } from "./quiet-copy.ts";

/** What one element takes: pages of 500 to 3,000 took one to eight seconds on an idle machine. Once begun, nothing stops it. */
const ELEMENT_MS = 2;
const MOST_ELEMENTS = 3_000;
const BUDGET_MS = 10_000;
/** The part of the time in which other sites have to answer, and the most of it, in ms. */
const IMAGE_PART = 1 / 4;
const IMAGE_MS = 3_000;
/** What an element's copy has that would be blank. */
const CLOSED = "data-earshot-closed";
/** The contents of these cannot be drawn from outside. */
const FRAMES = "iframe, frame, object, embed";

const seen = (view: Window, element: Element): DOMRect[] =>
  [...element.getClientRects()].filter(
    ({ width, height, top, bottom, left, right }) =>
      width > 0 && height > 0 && bottom > 0 && right > 0 && top < view.innerHeight && left < view.innerWidth,
  );

/**
 * The element that holds the engine's frame for as long as it works. Without a place in the layout, it moves nothing. Its
 * text colour is that of the sheet behind a page that paints none: white, or what a dark `color-scheme` makes of it.
 */
const WORKPLACE = ["all:initial", "position:fixed", "visibility:hidden", "width:0", "height:0", "color:Canvas"];
const openWorkplace = (document: Document, around: ParentNode): HTMLElement => {
  const place = document.createElement("earshot-picture");
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  place.style.cssText = [...WORKPLACE, `color-scheme:${scheme}`].map((rule) => `${rule}!important`).join(";");
  place.ariaHidden = "true";
  around.append(place);
  return place;
};

const maskingFailed = (cause: unknown): EarshotError =>
  new EarshotError("masking_failed", "Private parts of this page could not be hidden, so no picture was taken.", {
    cause,
  });

const allPrivate = (...of: Parameters<typeof privateElements>): Set<Element> => {
  try {
    return privateElements(...of);
  } catch (problem) {
    throw maskingFailed(problem);
  }
};

/**
 * Makes private elements copy themselves with a mark. A copy may lack what makes them private: a style sheet made by a
 * script, the slot that they stand in, that a field once was a password's. Nothing of the page's document changes.
 *
 * @returns How many have copied themselves so far, and how to take it back.
 */
const markCopiesOf = (elements: Iterable<Element>, mark: string) => {
  let copies = 0;
  for (const element of elements) {
    const cloneNode = (deep?: boolean) => {
      const copy = Node.prototype.cloneNode.call(element, deep) as Element;
      copy.setAttribute(mark, "");
      copies++;
      return copy;
    };
    Object.defineProperty(element, "cloneNode", { configurable: true, value: cloneNode });
  }
  return {
    copies: () => copies,
    end() {
      for (const element of elements) delete (element as Partial<Element>).cloneNode;
    },
  };
};

/**
 * Empties what is private in the engine's copy of the page, before it draws.
 *
 * @returns Where it stood, in the copy.
 * @throws When one of them could not be emptied, or is not there although it was copied.
 */
const maskCopy = (copy: Document, expected: number): DOMRect[] => {
  const view = copy.defaultView;
  const found = [...elementsBelow(copy)].filter(isPrivate);
  if (!view || found.length < expected) throw new Error("a private element is missing in the copy");
  const covers = found.flatMap((element) => [...element.getClientRects()]);
  for (const element of found) {
    emptyPrivateElement(element);
    if (view.getComputedStyle(element).visibility !== "hidden") throw new Error("a private element is still visible");
  }
  return covers;
};

/** Has a box drawn where the engine would leave a hole, without asking for the picture again. */
const boxClosed = (copy: Document): void => {
  for (const element of copy.querySelectorAll<HTMLElement>(`[${CLOSED}]`)) {
    const style = copy.defaultView?.getComputedStyle(element);
    element.style.width = style?.width ?? "";
    element.style.height = style?.height ?? "";
    element.style.background = BOX;
    for (const name of ["src", "srcset", "alt"]) element.removeAttribute(name);
  }
};

/** What stands for a drawing (SVG) that may not be drawn: the engine would make a `data:` image of it. */
const BOX = "rgba(128, 128, 128, 0.25)";
const isDrawing = (element: Element): boolean => element.localName === "svg" && !element.parentElement?.closest("svg");
const boxDrawings = (copy: Document): void => {
  for (const drawing of [...elementsBelow(copy)].filter(isDrawing)) {
    const style = copy.defaultView?.getComputedStyle(drawing);
    const box = copy.createElement("span");
    box.style.display = style?.display === "inline" ? "inline-block" : (style?.display ?? "");
    for (const name of [
      "width",
      "height",
      "margin",
      "position",
      "inset",
      "float",
      "flex",
      "vertical-align",
      "visibility",
    ])
      box.style.setProperty(name, style?.getPropertyValue(name) ?? "");
    box.style.backgroundColor = BOX;
    drawing.replaceWith(box);
  }
};

/**
 * Draws the page with html2canvas. Best effort: what it cannot draw (frames, components, other sites' images without CORS) is
 * told as a gap, some CSS is missing; under Trusted Types it may not work at all.
 */
export const html2canvasEngine: ScreenshotEngine = async (
  view,
  {
    exclude,
    passwords = new WeakSet(),
    withoutDataImages = false,
    withinMs = BUDGET_MS,
    place: around = view.document.documentElement,
  },
  signal,
) => {
  const { document, scrollX, scrollY, innerHeight } = view;
  const { clientWidth, scrollHeight } = document.documentElement;
  const startedAt = view.performance.now();
  const { isBelow, count } = inView(view);
  if (count > Math.min(MOST_ELEMENTS, withinMs / ELEMENT_MS)) throw screenshotFailed("page_too_large");

  // Their places on the page are covered too: what the copy cannot mark (a video becomes a canvas there) is hidden by these.
  // They are the ones that are told: in the copy an image that fails is as large as it would be until it has failed there.
  const all = allPrivate(document, passwords);
  const hidden = [...all].filter((element) => !exclude(element) && seen(view, element).length > 0);
  const covers = hidden.flatMap((element) => seen(view, element));
  const masked = asMasked(covers);
  const told = (reason: string, element: Element): CaptureGap[] =>
    all.has(element) ? [] : seen(view, element).map((rect) => ({ reason, rect }));
  const gaps: CaptureGap[] = [...document.querySelectorAll(FRAMES)]
    .filter((frame) => !exclude(frame))
    .flatMap((frame) => told("frame", frame));

  if (withoutDataImages)
    for (const drawing of [...elementsBelow(document)].filter(isDrawing))
      if (!exclude(drawing)) gaps.push(...told("canvas", drawing));

  const timeout = AbortSignal.timeout(withinMs);
  const ends = AbortSignal.any([signal, timeout]);
  const imageMs = Math.min(IMAGE_MS, withinMs * IMAGE_PART);
  const shown = [...elementsBelow(document)].filter(
    (element) => !all.has(element) && !exclude(element) && seen(view, element).length > 0,
  );
  const closed = await closedPictures(view, shown, AbortSignal.any([ends, AbortSignal.timeout(imageMs)]));
  for (const { element, reason } of closed) gaps.push(...told(reason, element));

  const marks = markCopiesOf(all, MASK);
  const holes = markCopiesOf(
    closed.flatMap(({ element }) => (/^(img|canvas|video)$/.test(element.localName) ? element : [])),
    CLOSED,
  );
  const place = openWorkplace(document, around);
  let speakAgain = () => {};
  let maskingProblem: unknown;
  try {
    speakAgain = keepCopyQuiet(document, place, all);
    const drawing = html2canvas(document.documentElement, {
      x: scrollX,
      y: scrollY,
      width: clientWidth,
      height: innerHeight,
      scale: Math.min(view.devicePixelRatio, MOST_PIXELS_PER_PIXEL),
      backgroundColor: view.getComputedStyle(place).color,
      ignoreElements: (element) =>
        element === place || isForbiddenAgain(element) || isBelow(element) || exclude(element),
      iframeContainer: place,
      imageTimeout: imageMs,
      useCORS: true,
      logging: false,
      signal: ends,
      onclone(copy) {
        try {
          // Without what is below, the copy is too short to be scrolled as far as the page is; smooth scrolling is too late.
          copy.documentElement.style.minHeight = `${scrollHeight}px`;
          copy.documentElement.style.scrollBehavior = "auto";
          for (const frame of copy.querySelectorAll<HTMLElement>(FRAMES)) frame.style.visibility = "hidden";
          covers.push(...maskCopy(copy, marks.copies()));
          boxClosed(copy);
          if (withoutDataImages) boxDrawings(copy);
        } catch (problem) {
          maskingProblem = problem;
          throw problem;
        }
      },
    });
    // It notices the signal only between its steps.
    const ended = new Promise<never>((_, reject) =>
      ends.addEventListener("abort", () => reject(ends.reason), { once: true }),
    );
    const canvas = await Promise.race([drawing, ended]);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no drawing context");
    context.setTransform(canvas.width / clientWidth, 0, 0, canvas.height / innerHeight, 0, 0);
    context.fillStyle = COVER;
    for (const { x, y, width, height } of covers) context.fillRect(x, y, width, height);
    const bitmap = await createImageBitmap(canvas);
    const durationMs = view.performance.now() - startedAt;
    const window = { x: 0, y: 0, width: clientWidth, height: innerHeight };
    return { bitmap, method: "html2canvas", durationMs, gaps: toldGaps([...gaps, ...masked], window) };
  } catch (cause) {
    if (maskingProblem) throw maskingFailed(maskingProblem);
    if (signal.aborted) throw pictureAborted(cause);
    if (timeout.aborted) throw screenshotFailed("took_too_long", cause);
    throw screenshotFailed("engine_error", cause);
  } finally {
    place.remove();
    speakAgain();
    marks.end();
    holes.end();
  }
};
