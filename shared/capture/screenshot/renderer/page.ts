import { writeElement } from "./element.ts";
import { CORNER, groundOf } from "./ground.ts";
import { partStyle } from "./pseudo.ts";
import type { Steps } from "./slices.ts";
import { styleOf } from "./style.ts";
import { elementsOnTop } from "./top-layer.ts";
import { type Area, findVisible } from "./visible.ts";
import type { Around, Work } from "./work.ts";

/** The part of a window that is looked at: without its scroll bars. */
export const areaOf = (view: Window): Area => {
  const { clientWidth, clientHeight } = view.document.documentElement;
  const isQuirky = view.document.compatMode !== "CSS1Compat";
  return {
    left: 0,
    top: 0,
    right: clientWidth || view.innerWidth,
    bottom: (!isQuirky && clientHeight) || view.innerHeight,
  };
};

/** What the root element stands in: the window. */
export const OUTSIDE: Around = {
  arrangement: "level",
  inherited: null,
  frame: CORNER,
  start: CORNER,
  absolute: { frame: CORNER, start: CORNER, zoom: 1 },
  fixed: { frame: CORNER, start: CORNER, zoom: 1 },
  isPrivate: false,
  isFlexible: false,
  zoom: 1,
  depth: 0,
};

/**
 * Writes what a window shows of its page, as a box of the window's size. What is on top of everything comes last, with the
 * sheet that it lays over the rest.
 */
export function* writePage(base: Work): Steps<void> {
  const { view } = base;
  const { document } = view;
  const root = document.documentElement;
  const area = areaOf(view);
  const onTop = elementsOnTop(document, base.isExcluded);
  const work: Work = {
    ...base,
    isVisible: yield* findVisible(view, root, area, base.clock, base.look),
    isOnTop: (element) => onTop.includes(element),
  };
  const ground = groundOf(work, root, area);
  work.isGround = (element) => ground.owner === element;
  work.markup.push(
    `<x class="${work.sheet.classOf(ground.css)}" style="width:${area.right}px;height:${area.bottom}px">${ground.layer}`,
  );
  const outside = work.definitions.root; // of a frame, the page around it
  work.definitions.root = document;
  // However high the page's own levels are, what is on top of it is higher.
  work.markup.push(`<x class="${work.sheet.classOf("display:grid;grid-area:1/1;isolation:isolate;")}">`);
  yield* writeElement(work, root, OUTSIDE);
  work.markup.push("</x>");
  const freed = { ...work, isOnTop: () => false };
  let lifted = ""; // with the glass that it stands on
  for (const element of onTop) {
    const backdrop = partStyle(view, element, "::backdrop");
    if (backdrop?.display && backdrop.display !== "none" && backdrop.visibility === "visible") {
      const { css } = styleOf(backdrop, work.sheet, { around: null });
      if (css.includes("backdrop-filter"))
        lifted = (yield* work.parts.need("glass")).sheetOf(work, backdrop, area) || lifted;
      work.markup.push(`<x class="${work.sheet.classOf(`${css}display:block;position:fixed;inset:0;`)}${lifted}"></x>`);
    }
    work.markup.push(`<x class="${work.sheet.classOf("display:grid;grid-area:1/1;isolation:isolate;")}${lifted}">`);
    yield* writeElement(freed, element, OUTSIDE);
    work.markup.push("</x>");
  }
  work.markup.push("</x>");
  work.definitions.root = outside;
}
