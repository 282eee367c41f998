import { boxOf, elementAt, intoFrame, outOfFrame } from "../../../shared/capture/element-at.ts";
import { textOf } from "../../../shared/capture/element-text.ts";
import type { IsOurs } from "../../../shared/capture/element-tree.ts";
import type { Rectangle } from "../../../shared/contract/submission.ts";
import { kindOf } from "../../../widget/picker/kinds.ts";
import { meant, scrollAt } from "../../../widget/picker/under-hand.ts";
import { createWalk } from "../../../widget/picker/walk.ts";
import type { Glass } from "./glass.ts";
import { kept, middleOf, movedBy, regionBetween } from "./region.ts";
import { KIND_WORDS, type PartWords } from "./words.ts";

/** What somebody chose: an element, or a box in the window. */
export type Choice = { element: Element } | { region: Rectangle };

export type Pointing = {
  words: PartWords;
  isOurs: IsOurs;
  chosen(choice: Choice): void;
  /** Also when the glass was taken away by somebody else. */
  cancelled(): void;
};

/**
 * Builds the selector into the glass, for mouse (a press takes an element, a drag a region), touch (the same, then confirmed) and
 * keyboard. Only what a person does counts: an event that a script made has no say.
 */
export const pointing = ({ cover, glass }: Glass, { words, isOurs, chosen, cancelled }: Pointing): void => {
  const inside = glass.ownerDocument;
  const walk = createWalk(isOurs);
  let current: Element | undefined;
  let region: Rectangle | undefined;
  let from: { x: number; y: number } | undefined;
  let last = "";
  let pressed = "";
  let byMouse = !matchMedia("(pointer: coarse)").matches;
  let isOver = false;

  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, to: Element, more: object) => {
    const element = inside.createElement(tag);
    to.append(element);
    return Object.assign(element, more);
  };
  const hear = <Type extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
  ) =>
    target.addEventListener(
      type,
      (event) => {
        event.stopPropagation();
        if (event.isTrusted && !isOver) listener(event);
      },
      { passive: false },
    );

  glass.classList.toggle("dark", matchMedia("(prefers-color-scheme: dark)").matches);
  const stage = make("div", glass, { className: "stage", tabIndex: 0, role: "application", ariaLabel: words.label });
  stage.setAttribute("aria-describedby", "how");
  const spot = make("div", glass, { className: "spot", hidden: true });
  const bar = make("div", glass, { className: "bar" });
  const texts = make("div", bar, { className: "words" });
  const how = make("p", texts, { id: "how", className: "how", textContent: byMouse ? words.how : words.howByTouch });
  const what = make("p", texts, { className: "what", role: "status" });
  const keys = make("div", bar, { className: "keys" });
  const button = (textContent: string, className: string, press: () => void, hidden = false) => {
    const one = make("button", keys, { type: "button", textContent, className, hidden });
    hear(one, "click", press);
    return one;
  };

  const size = () => ({ width: window.innerWidth, height: window.innerHeight });
  const at = ({ clientX, clientY }: MouseEvent) => outOfFrame(cover, { x: clientX, y: clientY });

  const finish = (work: () => void) => {
    isOver = true;
    // After the last event of a press: one that came once the glass is gone would meet the page.
    setTimeout(work);
  };
  const cancel = () => finish(cancelled);
  const take = () => {
    if (region) finish(() => region && chosen({ region }));
    else if (current) finish(() => current && chosen({ element: current }));
  };

  /** Lays the outline where it is now. */
  const place = () => {
    if (isOver) return;
    if (!cover.isConnected) return cancel();
    if (!inside.defaultView) return; // the frame was moved, and built into anew
    const box = region ?? (current?.isConnected ? boxOf(current) : undefined);
    spot.hidden = !box;
    if (box) {
      const { x, y } = intoFrame(cover, box);
      const end = intoFrame(cover, { x: box.x + box.width, y: box.y + box.height });
      Object.assign(spot.style, { left: `${x}px`, top: `${y}px`, width: `${end.x - x}px`, height: `${end.y - y}px` });
    }
    requestAnimationFrame(place); // of the page: the frame's own ends with it
  };

  const say = (kind: string, text: string) => {
    what.replaceChildren();
    make("b", what, { textContent: kind });
    what.append(" ");
    make("bdi", what, { textContent: text });
  };
  const show = (element: Element | undefined) => {
    region = undefined;
    if (!element || element === current) return;
    current = element;
    say(words[KIND_WORDS[kindOf(element) as keyof typeof KIND_WORDS]], textOf(element) ?? "");
  };
  const showRegion = (box: Rectangle | undefined) => {
    region = box && kept(box, size());
    if (region) say(words.box, `${Math.round(region.width)} × ${Math.round(region.height)}`);
  };
  /** The bar goes to the other side of what it would cover. */
  const giveWay = () => {
    const box = region ?? (current && boxOf(current));
    if (!box) return;
    taking.hidden = byMouse;
    if (box.height < window.innerHeight / 2)
      bar.classList.toggle("top", box.y + box.height / 2 > window.innerHeight / 2);
  };
  const point = (event: MouseEvent) => {
    const met = elementAt(document, at(event), isOurs);
    show(met && meant(met));
  };
  const drag = (event: MouseEvent) => from && showRegion(regionBetween(from, at(event), size()));

  const taking = button(words.take, "take", take, true);
  button(words.box, "", () => {
    byMouse = false;
    const { x, y, width, height } = current ? boxOf(current) : middleOf(size());
    how.textContent = words.boxHow;
    showRegion({ x, y, width, height });
    giveWay();
    stage.focus();
  });
  button(words.cancel, "", cancel);

  hear(stage, "pointerdown", (event) => {
    if (event.button !== 0) return;
    byMouse = event.pointerType === "mouse";
    from = at(event);
    stage.setPointerCapture(event.pointerId);
    point(event);
  });
  hear(stage, "pointermove", (event) => {
    const now = `${event.clientX} ${event.clientY}`;
    if (now === last) return; // it is the page that moved
    last = now;
    if (from) {
      drag(event);
      bar.classList.toggle("away", Boolean(region));
    } else if (event.pointerType === "mouse") point(event);
  });
  hear(stage, "pointerup", (event) => {
    if (!from) return;
    drag(event);
    from = undefined;
    bar.classList.remove("away");
    if (!region) point(event);
    if (byMouse) take();
    else giveWay();
  });
  hear(stage, "pointercancel", () => {
    from = undefined;
    region = undefined;
    bar.classList.remove("away");
  });
  hear(stage, "contextmenu", (event) => event.preventDefault());
  hear(stage, "wheel", (event) => {
    if (event.ctrlKey) return; // that is how one enlarges
    event.preventDefault();
    if (from) return;
    scrollAt(current, event.deltaX, event.deltaY);
    point(event);
  });

  const arrow = (key: string, shiftKey: boolean) => {
    byMouse = false;
    if (region) showRegion(movedBy(key, shiftKey, region, size()));
    else {
      const next = walk(current ?? document.body, key, shiftKey);
      show(next ?? (current ? undefined : document.body));
      current?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    }
    giveWay();
  };
  /** Round and round: what is outside of it is the page. */
  const tab = (isBack: boolean) => {
    const stops = [stage, ...keys.querySelectorAll<HTMLElement>("button:not([hidden])")];
    const index = stops.indexOf((glass.getRootNode() as Document | ShadowRoot).activeElement as HTMLElement);
    stops.at((index + (isBack ? -1 : 1)) % stops.length)?.focus();
  };
  hear(glass, "keydown", (event) => {
    const { key, shiftKey } = event;
    const isPress = key === "Enter" || key === " ";
    const isButton = (event.target as Element).localName === "button";
    if (isPress && isButton) return;
    if (key === "PageDown" || key === "PageUp")
      scrollAt(current, 0, window.innerHeight * (key === "PageUp" ? -0.8 : 0.8));
    else if (key === "Tab") tab(shiftKey);
    else if (key.startsWith("Arrow")) arrow(key, shiftKey);
    else if (key === "Escape" || isPress) pressed = key;
    else return;
    event.preventDefault();
  });
  // It ends when the key comes up again: else the page would hear of that.
  hear(glass, "keyup", ({ key }) => {
    if (key !== pressed) return;
    pressed = "";
    if (key === "Escape") cancel();
    else take();
  });
  // Presses that are not of the stage are nobody's either.
  for (const type of ["mousedown", "mouseup", "click", "dblclick", "touchstart", "touchend", "keypress"] as const) {
    hear(glass, type, () => {});
  }
  stage.focus({ preventScroll: true });
  place();
};
