import { describeElement, type PointedAt } from "../../shared/capture/element.ts";
import { boxOf, elementAt, intoFrame, outOfFrame } from "../../shared/capture/element-at.ts";
import { textOf } from "../../shared/capture/element-text.ts";
import type { IsOurs } from "../../shared/capture/element-tree.ts";
import { HOST_TAG } from "../host.ts";
import type { Say, Texts } from "../text.ts";
import { kindOf } from "./kinds.ts";
import { laySurface, type Surface } from "./surface.ts";
import { meant, scrollAt } from "./under-hand.ts";
import { createWalk } from "./walk.ts";

export type PickOptions = {
  /** The form's own element, for its colours and its language. The picker stands beside it. */
  shell: HTMLElement;
  say: Say;
  /** Ends it: nothing is picked then. */
  signal: AbortSignal;
};

const isOurs: IsOurs = (element) => element.localName === HOST_TAG;
/** How near to the edge a finger scrolls the page, and how far at each of its moves. */
const EDGE = 56;
const SCROLL = 12;

/**
 * Lets the visitor point at something on the page: by mouse (a press picks), by touch (drag, lift, then confirm) and by keyboard
 * (arrow keys and Tab, Enter picks). The page hears nothing of it.
 *
 * @returns What was pointed at; `undefined` when the visitor gave up.
 */
export const pickElement = ({ shell, say, signal }: PickOptions): Promise<PointedAt | undefined> =>
  new Promise((resolve) => {
    const root = shell.getRootNode() as ShadowRoot;
    const walk = createWalk(isOurs);
    let current: Element | undefined;
    let pressed = "";
    let byTouch = matchMedia("(pointer: coarse)").matches;

    const end = (picked?: PointedAt) => {
      remove();
      signal.removeEventListener("abort", cancel);
      resolve(picked);
    };
    const cancel = () => end();
    const choose = () => current && end(describeElement(current));

    const build = ({ cover, glass }: Surface) => {
      const inside = glass.ownerDocument;
      const view = inside.defaultView as Window;
      const make = <Tag extends keyof HTMLElementTagNameMap>(
        tag: Tag,
        to: Element,
        more: object,
      ): HTMLElementTagNameMap[Tag] => {
        const element = inside.createElement(tag);
        to.append(element);
        return Object.assign(element, more);
      };
      const press = (name: keyof Texts, onclick: () => void, className = "", hidden = true) =>
        make("button", keys, { type: "button", textContent: say(name), onclick, className, hidden });

      const colours = getComputedStyle(shell);
      for (const name of ["--ear-accent", "--ear-on-accent"])
        glass.style.setProperty(name, colours.getPropertyValue(name));
      const stage = make("div", glass, {
        className: "stage",
        tabIndex: 0,
        role: "application",
        ariaLabel: say("pick"),
      });
      stage.setAttribute("aria-describedby", "hint");
      const spot = make("div", glass, { className: "spot", hidden: true });
      const bar = make("div", glass, { className: "bar" });
      const isDark =
        shell.dataset.theme === "dark" ||
        (shell.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
      bar.style.colorScheme = isDark ? "dark" : "light";
      const words = make("div", bar, { className: "words" });
      make("p", words, { id: "hint", textContent: say(byTouch ? "pickByTouch" : "pickHow") });
      const what = make("p", words, { id: "what", role: "status" });
      const keys = make("div", bar, { className: "keys" });

      /** Lays the outline where the element is now, and keeps the bar off it where it cannot be reached around. */
      const place = () => {
        if (!cover.isConnected) return;
        if ((shell as Partial<HTMLDialogElement>).open) return cancel(); // the site has opened the form meanwhile
        spot.hidden = !current?.isConnected;
        if (current && !spot.hidden) {
          const box = boxOf(current);
          const { x, y } = intoFrame(cover, box);
          const corner = intoFrame(cover, { x: box.right, y: box.bottom });
          Object.assign(spot.style, {
            left: `${x}px`,
            top: `${y}px`,
            width: `${corner.x - x}px`,
            height: `${corner.y - y}px`,
          });
        }
        view.requestAnimationFrame(place);
      };
      const show = (element: Element | undefined) => {
        if (!element || element === current) return;
        current = element;
        what.replaceChildren();
        make("b", what, { textContent: say(kindOf(element)) });
        what.append(" ");
        make("bdi", what, { textContent: textOf(element) ?? "" });
      };
      /** The bar goes to the other side of what it would cover. A mouse can press beside it, and must be able to reach it. */
      const giveWay = () => {
        if (!current) return;
        const { top, bottom, height } = boxOf(current);
        if (height < innerHeight / 2) bar.classList.toggle("top", (top + bottom) / 2 > innerHeight / 2);
      };
      const move = (key: string, isBack = false) => {
        show(walk(current ?? root.host.parentElement ?? document.body, key, isBack));
        current?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
        giveWay();
      };
      const point = ({ clientX, clientY }: MouseEvent) => {
        const met = elementAt(document, outOfFrame(cover, { x: clientX, y: clientY }), isOurs);
        show(met && meant(met));
      };

      const adjusting = [
        press("pickLarger", () => move("ArrowUp")),
        press("pickSmaller", () => move("ArrowDown")),
        press("pickChoose", choose, "choose"),
      ];
      press("pickCancel", cancel, "", false);

      stage.onpointermove = (event) => {
        byTouch = event.pointerType !== "mouse";
        if (!byTouch || event.buttons) point(event);
        const edge = event.clientY < EDGE ? -SCROLL : event.clientY > view.innerHeight - EDGE ? SCROLL : 0;
        if (edge && byTouch && event.buttons) scrollAt(current, 0, edge);
      };
      stage.onpointerdown = (event) => {
        byTouch = event.pointerType !== "mouse";
        point(event);
      };
      stage.onpointerup = () => {
        if (!byTouch) return;
        for (const one of adjusting) one.hidden = !current;
        giveWay();
      };
      // By the last event of a press: whatever came after would meet the page.
      stage.onclick = (event) => {
        if (byTouch) return;
        point(event);
        choose();
      };
      stage.oncontextmenu = (event) => event.preventDefault();
      stage.addEventListener(
        "wheel",
        (event) => {
          if (event.ctrlKey) return; // that is how one enlarges
          event.preventDefault();
          scrollAt(current, event.deltaX, event.deltaY);
          point(event);
        },
        { passive: false },
      );
      glass.onkeydown = (event) => {
        const { key, shiftKey, target } = event;
        const isPress = key === "Enter" || key === " ";
        if (key !== "Escape" && key !== "Tab" && !isPress && !key.startsWith("Arrow")) return;
        if (isPress && (target as Element).localName === "button") return;
        event.preventDefault();
        if (key === "Escape" || isPress) pressed = key;
        else move(key, shiftKey);
      };
      // It ends when the key comes up again: else the page would hear of that.
      glass.onkeyup = ({ key }) => {
        if (key !== pressed) return;
        if (key === "Escape") cancel();
        else choose();
      };
      stage.focus({ preventScroll: true });
      const shown = current;
      current = undefined;
      show(shown);
      place();
    };

    const remove = laySurface(shell, say("pick"), build);
    signal.addEventListener("abort", cancel);
  });
