import type { OpenRoot } from "../../../shared/capture/drawn-children.ts";
import { describeElement, type PointedAt } from "../../../shared/capture/element.ts";
import { boxOf, elementAt } from "../../../shared/capture/element-at.ts";
import type { Rectangle } from "../../../shared/contract/submission.ts";
import { settled } from "../in-view.ts";
import { elementsIn } from "../staying.ts";
import { type Box, intersection, isEmpty, rectangleOf } from "../visible-box.ts";
import { type Laid, layGlass } from "./glass.ts";
import { type Choice, pointing } from "./pointing.ts";
import type { PartWords } from "./words.ts";

/** Where what was chosen stands. All in CSS pixels of what is visible, from its top left corner. */
export type Place = { box: Rectangle; viewport: { width: number; height: number } };
/** `"left"` where the page went away before anything was chosen, `"gone"` where nothing of what was chosen is to be seen any more. */
export type Outcome = "choosing" | "cancelled" | "left" | "gone" | (Place & { element?: PointedAt | undefined });

/** A person's choice of a part of the page, each under the name of its visit. Of others there is no answer. */
export type Part = {
  /** Lays the selector over the page. One that is there already goes. */
  begin(visit: string, words: PartWords): true;
  /** What came of it: the selector is gone, and the part is in sight and drawn. */
  outcome(visit: string): Promise<Outcome | undefined>;
  /** Where it is now. */
  place(visit: string): Place | "gone" | undefined;
  /** The selector goes; nobody hears of it. */
  end(visit: string): true;
};

/** What keeps a choice in its place while the page scrolls: a region goes with what lies in its middle. */
type Held = { anchor: Element; offset?: Rectangle | undefined };

const middle = ({ x, y, width, height }: Rectangle) => ({ x: x + width / 2, y: y + height / 2 });

/**
 * @param decided Called once a person has chosen or left, or the page goes away under them.
 */
export const part = (
  window: Window & typeof globalThis,
  { openRoot, decided }: { openRoot: OpenRoot; decided(visit: string): void },
): Part => {
  type Visit = { name: string; state: "choosing" | "cancelled" | "left" | Held };
  let visit: Visit | undefined;
  let laid: Laid | undefined;
  let listening = new AbortController();

  const close = () => {
    listening.abort();
    laid?.remove();
    laid = undefined;
  };
  const decide = (name: string, state: "cancelled" | "left" | Held) => {
    if (visit?.name !== name || visit.state !== "choosing") return;
    visit.state = state;
    close();
    decided(name);
  };
  const heldBy = (choice: Choice): Held => {
    if ("element" in choice) return { anchor: choice.element };
    const { region } = choice;
    const met = elementAt(window.document, middle(region), (element) => element === laid?.host);
    const anchor = met ?? window.document.documentElement;
    const { x, y } = boxOf(anchor);
    return { anchor, offset: { ...region, x: region.x - x, y: region.y - y } };
  };
  const boxNow = ({ anchor, offset }: Held): Rectangle => {
    const { x, y, width, height } = boxOf(anchor);
    return offset ? { ...offset, x: offset.x + x, y: offset.y + y } : { x, y, width, height };
  };
  const placeOf = (held: Held): Place | "gone" => {
    if (!held.anchor.isConnected) return "gone";
    const { innerWidth, innerHeight, visualViewport } = window;
    const zoomed = visualViewport && visualViewport.scale > 1 ? visualViewport : undefined;
    const { x, y, width, height } = boxNow(held);
    const [left, top] = [x - (zoomed?.offsetLeft ?? 0), y - (zoomed?.offsetTop ?? 0)];
    const viewport = { width: zoomed?.width ?? innerWidth, height: zoomed?.height ?? innerHeight };
    const all: Box = { left: 0, top: 0, right: viewport.width, bottom: viewport.height };
    const seen = intersection({ left, top, right: left + width, bottom: top + height }, all);
    return isEmpty(seen) ? "gone" : { box: rectangleOf(seen), viewport };
  };
  const isWhole = (held: Held): boolean => {
    const { x, y, width, height } = boxNow(held);
    return x >= 0 && y >= 0 && x + width <= window.innerWidth && y + height <= window.innerHeight;
  };

  return {
    begin(name, words) {
      close();
      visit = { name, state: "choosing" };
      listening = new AbortController();
      const { signal } = listening;
      const cancelled = () => decide(name, "cancelled");
      laid = layGlass(window, {
        ...words,
        openRoot,
        build: (glass) =>
          pointing(glass, {
            words,
            isOurs: (element) => element === laid?.host,
            chosen: (choice) => decide(name, heldBy(choice)),
            cancelled,
          }),
      });
      // A page that takes the focus away must not take the way out with it.
      let pressed = false;
      const hear = (event: KeyboardEvent) => {
        if (!event.isTrusted || event.key !== "Escape") return;
        event.stopImmediatePropagation();
        event.preventDefault();
        if (event.type === "keyup" && pressed) cancelled();
        pressed = event.type === "keydown";
      };
      window.addEventListener("keydown", hear, { capture: true, signal });
      window.addEventListener("keyup", hear, { capture: true, signal });
      window.addEventListener("pagehide", (event) => event.isTrusted && decide(name, "left"), { signal });
      return true;
    },
    async outcome(name) {
      if (visit?.name !== name) return undefined;
      const { state } = visit;
      if (typeof state === "string") return state;
      if (!state.offset && state.anchor.isConnected && !isWhole(state)) {
        state.anchor.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      }
      await settled(window, () => elementsIn(window.document, openRoot));
      const place = placeOf(state);
      return place === "gone" || state.offset ? place : { ...place, element: describeElement(state.anchor) };
    },
    place(name) {
      return visit?.name === name && typeof visit.state !== "string" ? placeOf(visit.state) : undefined;
    },
    end(name) {
      if (visit?.name === name) {
        visit = undefined;
        close();
      }
      return true;
    },
  };
};
