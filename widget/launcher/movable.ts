import { learn, type Spoken } from "../language.ts";
import type { GivenOptions } from "../options.ts";
import { sayIn } from "../text.ts";
import { makeDraggable } from "./drag.ts";
import { keep, readKept } from "./kept.ts";
import { type Choice, float, openMenu } from "./menu.ts";
import css from "./movable.css?inline";
import { cssOf, type Move, moved, nearest, type Place, placeOf } from "./place.ts";
import { sideOf } from "./side.ts";

type Movable = {
  button: HTMLButtonElement;
  root: ShadowRoot;
  given: GivenOptions;
  signal: AbortSignal;
  /** What happened to the button last: a finger may rest on it. */
  last: Event | undefined;
};

/** How long the way back is offered, in ms; longer while somebody is on it. */
const OFFER = 8_000;
const MOVES = { left: "moveLeft", right: "moveRight", top: "moveTop", bottom: "moveBottom" } as const;

/**
 * Lets the visitor put the launcher somewhere else, or hide it: by dragging, by a menu (right click, a finger that rests,
 * Shift+F10, or the dots that show on it), and remembers it for this site. Nothing is stored before.
 */
export const makeMovable = ({
  button,
  root,
  given,
  signal,
  last,
}: Movable): { offer(takesFocus?: boolean): Promise<void>; rest(): void } => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
  let spoken: Spoken | undefined;
  // What goes wrong with it the form tells.
  const hear = (language: Spoken) => {
    spoken = language;
  };
  const whole = learn(given.locale || document.documentElement.lang, hear, signal, () => {});
  const speak = async () => {
    await whole();
    return sayIn(spoken!, given.texts);
  };

  const place = (): Place =>
    placeOf(readKept().css) ?? nearest(button.getBoundingClientRect(), { width: innerWidth, height: innerHeight });
  const wear = (style: string) => {
    button.style.cssText = `border-color:${given.accent};${style}`;
    const side = sideOf(button.style.getPropertyValue("--place"));
    const shell = root.querySelector<HTMLElement>(".shell");
    if (side) given.position = side;
    if (side && shell) shell.dataset.position = side;
  };
  const put = (to: Place) => {
    const from = button.getBoundingClientRect();
    wear(keep({ css: cssOf(to), isHidden: false }));
    more.hide();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const now = button.getBoundingClientRect();
    const transform = `translate(${from.left - now.left}px, ${from.top - now.top}px)`;
    button.animate([{ transform }, { transform: "none" }], { duration: 160, easing: "ease-out" });
  };

  const offer = async (takesFocus = false) => {
    const say = await speak();
    const ends = new AbortController();
    const toast = document.createElement("div");
    const undo = document.createElement("button");
    const close = () => ends.abort();
    signal.addEventListener("abort", close, { signal: ends.signal });
    toast.className = "toast";
    toast.role = "status";
    undo.type = "button";
    undo.textContent = say("launcherShow");
    undo.addEventListener("click", () => {
      wear(keep({ ...readKept(), isHidden: false }));
      close();
      button.focus();
    });
    toast.append(say("launcherHidden"), undo);
    float(toast, button, ends.signal);
    let timer = setTimeout(close, OFFER);
    const wait = () => {
      clearTimeout(timer);
      if (!toast.matches(":hover, :focus-within")) timer = setTimeout(close, OFFER);
    };
    for (const type of ["pointerenter", "pointerleave", "focusin", "focusout"]) toast.addEventListener(type, wait);
    if (takesFocus) undo.focus({ preventScroll: true }); // what had it is hidden now
    toast.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    ends.signal.addEventListener("abort", () => clearTimeout(timer));
  };
  const menu = async () => {
    const say = await speak();
    const from = place();
    const choices = (Object.keys(MOVES) as Move[]).flatMap((move): Choice[] => {
      const to = moved(from, move);
      return to ? [{ label: say(MOVES[move]), act: () => put(to) }] : [];
    });
    const hide = () => {
      wear(keep({ ...readKept(), isHidden: true }));
      more.hide();
      void offer(true);
    };
    openMenu(button, say("launcherMenu"), [...choices, { label: say("launcherHide"), act: hide }], signal);
  };
  const open = (event?: Event) => {
    event?.preventDefault();
    event?.stopPropagation();
    more.hide();
    menu().catch(() => {}); // without its words there is no menu
  };

  const dots = document.createElement("button");
  dots.type = "button";
  dots.className = "more";
  dots.popover = "manual";
  dots.textContent = "⋯";
  dots.ariaHasPopup = "menu";
  dots.addEventListener("click", open);
  root.append(dots);
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const isNear = () => [button, dots].some((one) => one.matches(":hover, :focus-visible"));
  const more = {
    show() {
      clearTimeout(leaving);
      const isHidden = button.style.display === "none";
      if (isHidden || button.matches(":active") || root.querySelector("dialog[open], .menu")) return;
      dots.style.colorScheme = getComputedStyle(button).colorScheme;
      if (!dots.matches(":popover-open")) dots.showPopover?.();
      const { left, right, top, bottom } = button.getBoundingClientRect();
      dots.style.left = `${(left + right) / 2 < innerWidth / 2 ? right - 18 : left - 6}px`;
      dots.style.top = `${top < 24 ? bottom - 12 : top - 12}px`;
      speak().then(
        (say) => {
          dots.ariaLabel = dots.title = say("launcherMenu");
        },
        () => {},
      );
    },
    hide() {
      clearTimeout(leaving);
      if (dots.matches(":popover-open")) dots.hidePopover();
    },
    leave() {
      clearTimeout(leaving);
      leaving = setTimeout(() => isNear() || more.hide(), 400);
    },
  };
  for (const one of [button, dots]) {
    for (const type of ["pointerenter", "focus"])
      one.addEventListener(type, (event) => (event as PointerEvent).pointerType === "touch" || more.show(), { signal });
    for (const type of ["pointerleave", "blur"]) one.addEventListener(type, more.leave, { signal });
  }
  button.addEventListener("contextmenu", open, { signal });
  button.addEventListener("pointerdown", more.hide, { signal });
  const dropped = () => put(nearest(button.getBoundingClientRect(), { width: innerWidth, height: innerHeight }));
  makeDraggable(button, { dropped, held: open, signal }, last as PointerEvent | undefined);
  signal.addEventListener("abort", () => clearTimeout(leaving));
  if (isNear()) more.show();
  return { offer, rest: more.hide };
};
