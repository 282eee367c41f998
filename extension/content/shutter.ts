import type { OpenRoot } from "../../shared/capture/drawn-children.ts";
import { type Covers, coversOf } from "./covers.ts";
import { curtain } from "./curtain.ts";

/** Somebody who asked for a picture waits no longer than this between the two looks. */
const LONGEST_MS = 5_000;
/** A page that is seen draws far sooner. */
const FRAMES_WITHIN_MS = 1_000;

/** What must not be seen; `"uncertain"` where something may be seen that must not. */
export type Look = Covers | "uncertain";

/** Makes a page fit to be photographed, and lets it go again. */
export type Shutter = {
  /** Hides what must not be seen. Resolves when the page is drawn without it. */
  hide(): Promise<Look>;
  /** Looks once more whether all was hidden, and shows it again. */
  show(): Look;
};

/** Whether the page has drawn what it was told to so far: the first frame may have been begun before. */
const drawn = (window: Window): Promise<boolean> =>
  new Promise((resolve) => {
    window.setTimeout(() => resolve(false), FRAMES_WITHIN_MS);
    window.requestAnimationFrame(() =>
      window.requestAnimationFrame(() => window.requestAnimationFrame(() => resolve(true))),
    );
  });

/** @param isPrivate Which elements must not be seen. */
export const shutter = (window: Window, isPrivate: (element: Element) => boolean, openRoot: OpenRoot): Shutter => {
  const hiding = curtain(openRoot, LONGEST_MS);
  const look = () => coversOf(window, { isPrivate, openRoot });
  return {
    async hide() {
      const { elements } = look();
      const certain = hiding.close(elements);
      if (elements.length > 0 && !(await drawn(window))) return "uncertain";
      return certain ? look().covers : "uncertain";
    },
    show() {
      const { elements, covers } = look();
      const all = elements.every(hiding.hides) && hiding.holds();
      hiding.open();
      return all ? covers : "uncertain";
    },
  };
};
