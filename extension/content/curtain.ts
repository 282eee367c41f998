import { drawnChildren, type OpenRoot } from "../../shared/capture/drawn-children.ts";

/** With it, nothing of an element is drawn: no shadow, no marker, nothing it lets hang out, nor what a filter around it makes of it. */
const UNSEEN: Keyframe = { opacity: 0 };
/** For an element on whose `opacity` the page insists. */
const CLIPPED: Keyframe = { clipPath: "inset(100%)" };
/** For bare text of an element that has no box. Not for others: a field that is not visible loses the focus. */
const INVISIBLE: Keyframe = { visibility: "hidden" };

/** These are drawn on top of the page, wherever in it they stand: hiding what is around them does not hide them. */
const TOP_LAYER = ":popover-open, :modal, :fullscreen";
const PSEUDO_ELEMENTS = ["::before", "::after"];

const styleOf = (element: Element, pseudo?: string): CSSStyleDeclaration =>
  element.ownerDocument.defaultView!.getComputedStyle(element, pseudo);

const isDrawn = (element: Element): boolean => element.getClientRects().length > 0;

/** Hides elements of a page for the moment of a picture. */
export type Curtain = {
  /**
   * Hides these, and opens by itself when nobody does it.
   *
   * @returns Whether it is certain that nothing of them is drawn any more.
   */
  close(elements: Iterable<Element>): boolean;
  /** Whether an element was hidden when the curtain was closed. */
  hides(element: Element): boolean;
  /** Whether all is still hidden. A page can end animations that are not its own, or set its own against them. */
  holds(): boolean;
  /** Shows everything again. */
  open(): void;
};

/**
 * By animations that have ended and hold: no attribute, style sheet or node of the page changes, so no observer of it sees
 * anything, the focus stays, no transition starts, and they win over all but `!important`. They go with the page.
 *
 * @param longestMs After this it opens by itself: whoever closed it may have died.
 */
export const curtain = (openRoot: OpenRoot, longestMs: number): Curtain => {
  let held: Animation[] = [];
  let hidden = new Set<Element>();
  /** Each looks once more whether what was hidden is not drawn. */
  let checks: (() => boolean)[] = [];
  /** Each clips what is still drawn, which is known once all is hidden. */
  let clips: { isUnseen(): boolean; clip(): void }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hold = (element: Element, keyframe: Keyframe, pseudoElement?: string) => {
    const animation = element.animate([keyframe, keyframe], {
      duration: 0,
      fill: "forwards",
      ...(pseudoElement ? { pseudoElement } : {}),
    });
    held.push(animation);
  };

  const hideBox = (element: Element, pseudo?: string): void => {
    const isUnseen = (): boolean => {
      if (!pseudo && !isDrawn(element)) return true;
      const { content, opacity, clipPath } = styleOf(element, pseudo);
      return (pseudo && content === "none") || opacity === "0" || clipPath.startsWith("inset(100%");
    };
    hold(element, UNSEEN, pseudo);
    clips.push({ isUnseen, clip: () => hold(element, CLIPPED, pseudo) });
    checks.push(isUnseen);
  };

  const hideText = (element: Element): void => {
    hold(element, INVISIBLE);
    checks.push(() => styleOf(element).visibility === "hidden");
  };

  const isWithoutBox = (element: Element): boolean => styleOf(element).display === "contents";

  /** @param isOpen Whether the element is drawn although what is around it is hidden. */
  const hide = (element: Element, isOpen: boolean, isBoxless = isOpen && isWithoutBox(element)): void => {
    const drawn = drawnChildren(element, openRoot);
    if (isBoxless) {
      for (const pseudo of PSEUDO_ELEMENTS) hideBox(element, pseudo);
      const hasText = drawn.some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (hasText) hideText(element);
    } else if (isOpen) hideBox(element);
    for (const node of drawn) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const child = node as Element;
      hide(child, isBoxless || child.matches(TOP_LAYER));
    }
  };

  const open = () => {
    clearTimeout(timer);
    for (const animation of held) animation.cancel();
    held = [];
    hidden = new Set();
    checks = [];
    clips = [];
  };

  return {
    close(elements) {
      open();
      timer = setTimeout(open, longestMs);
      hidden = new Set(elements);
      // Read, then written, then read: in turns, each reading would make the browser work out the whole page's styles anew.
      const boxless = new Set([...hidden].filter(isWithoutBox));
      for (const element of hidden) hide(element, true, boxless.has(element));
      for (const { clip } of clips.filter(({ isUnseen }) => !isUnseen())) clip();
      return checks.every((isUnseen) => isUnseen());
    },
    hides: (element) => hidden.has(element),
    holds: () => checks.every((isUnseen) => isUnseen()),
    open,
  };
};
