import type { Drawn } from "./controls.ts";
import { labelOf } from "./labelled-box.ts";
import { writePage } from "./page.ts";
import { edgeOf } from "./place.ts";
import { styleOf } from "./style.ts";

/** Frames in frames in frames are seldom more than a mistake. */
const DEEPEST = 5;

const documentIn = (element: Element): Document | null => {
  try {
    return (element as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
};

/** A frame: its page where it is of the same site, a labelled box where it is not. */
export const frameOf: Drawn = function* (work, element, style, around, place) {
  const { css } = styleOf(style, work.sheet, { around: around.inherited, isItem: around.arrangement === "item" });
  const display = style.display === "inline" ? "inline-block" : style.display;
  work.markup.push(
    `<x class="${work.sheet.classOf(`display:${display};${css}overflow:hidden;vertical-align:bottom;`)}" style="${place.css}">`,
  );
  const rect = element.getBoundingClientRect();
  const inside = documentIn(element);
  const view = inside?.defaultView;
  if (inside?.documentElement && view && work.depth < DEEPEST) {
    const edge = edgeOf(style);
    const { x, y } = work.offset;
    yield* writePage({
      ...work,
      view,
      depth: work.depth + 1,
      offset: { x: x + rect.x + edge.x, y: y + rect.y + edge.y },
    });
  } else if (rect.width > 0) work.markup.push(labelOf(work, "frame", rect));
  work.markup.push("</x>");
};
