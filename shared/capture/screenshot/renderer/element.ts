import { isClosedComponent } from "../../closed-component.ts";
import { drawnChildren, openRootOf } from "../../drawn-children.ts";
import { arrangementOf, type Child, FLEXIBLE } from "./arrange.ts";
import { drawnBy } from "./drawn-by.ts";
import { hiddenRows } from "./hidden-rows.ts";
import { escaped, NAME } from "./markup.ts";
import { blocksOf, edgeOf, placeOf } from "./place.ts";
import { classesOfParts, classesOfPseudos, partStyle, pseudosOf } from "./pseudo.ts";
import { itemOf, roomOf } from "./room.ts";
import { scrolledBy } from "./scrolled.ts";
import type { Steps } from "./slices.ts";
import { styleOf } from "./style.ts";
import { UNDRAWN } from "./visible.ts";
import type { Around, Work } from "./work.ts";

/** A document nested deeper is cut off: no parser takes it. */
const DEEPEST = 400;
const MATH = "http://www.w3.org/1998/Math/MathML";
/** Elements that do what no style says. */
const KEPT = new Set("td th button fieldset legend ruby rt rp".split(" "));

/** Children as they are drawn, those without a box of their own replaced by theirs. */
function* childrenOf(element: Element): Generator<ChildNode> {
  const isShut = element.localName === "details" && !(element as HTMLDetailsElement).open;
  if (isShut) {
    for (const child of element.children)
      if (child.localName === "summary") {
        yield child;
        break;
      }
    return;
  }
  for (const node of drawnChildren(element, openRootOf)) yield node;
}

const isText = (node: ChildNode): node is Text => node.nodeType === Node.TEXT_NODE;
const saysSomething = (node: ChildNode, style: CSSStyleDeclaration): boolean =>
  isText(node) && (/[^\t\n\r\f ]/.test(node.data) || (/pre|break-spaces/.test(style.whiteSpace) && node.data !== ""));

const isSkipped = (work: Work, node: ChildNode): boolean =>
  node.nodeType !== Node.ELEMENT_NODE ||
  UNDRAWN.has((node as Element).localName) ||
  work.isExcluded(node as Element) ||
  work.isOnTop(node as Element);

/** Looks through elements without a box: what is in them counts as in the element around. */
const lookInto = (work: Work, element: Element, style: CSSStyleDeclaration) => {
  const children: Child[] = [];
  let hasText = false;
  const look = (parent: Element) => {
    for (const node of childrenOf(parent)) {
      if (saysSomething(node, style)) hasText = true;
      if (isSkipped(work, node) || !work.isVisible(node as Element)) continue;
      const own = partStyle(work.view, node as Element);
      if (!own) continue; // it fails in its own turn, and is labelled then
      const child = { node: node as Element, style: own };
      if (child.style.display === "contents") look(child.node);
      else if (child.style.display !== "none") children.push(child);
    }
  };
  look(element);
  return { children, hasText };
};

/** The rectangles of a text. */
const rectsOf = (text: Text): DOMRectList => {
  const range = text.ownerDocument.createRange();
  range.selectNodeContents(text);
  return range.getClientRects();
};

/** Writes what is drawn in an element. */
function* writeChildren(work: Work, element: Element, style: CSSStyleDeclaration, around: Around): Steps<void> {
  let noted = "";
  const rows = hiddenRows(work, around);
  for (const node of childrenOf(element)) {
    if (isText(node)) {
      if (around.arrangement === "level" || around.arrangement === "flow" || around.arrangement === "cell") continue;
      if (around.isPrivate)
        work.markup.push((yield* work.parts.need("covers")).coverOfText(work, element, rectsOf(node), style, ""));
      else {
        noted += node.data;
        if (around.flow && saysSomething(node, style)) around.flow.isFresh = false;
        work.markup.push(escaped(node.data));
      }
    } else if (!isSkipped(work, node)) {
      const isSeen = work.isVisible(node as Element);
      if (!isSeen && (around.arrangement === "level" || around.arrangement === "flow")) continue;
      if (!isSeen && rows.takes(node as Element)) continue;
      rows.flush();
      yield* writeElement(work, node as Element, around);
    }
  }
  rows.flush();
  if (noted) work.fonts.note(style, noted);
}

/** What keeps the room of something that is not seen. */
const spacerOf = (work: Work, element: Element, style: CSSStyleDeclaration, around: Around): string => {
  if (around.arrangement === "level" || around.arrangement === "flow") return "";
  const isOut = style.position === "absolute" || style.position === "fixed";
  if (isOut) return "";
  const { css } = placeOf(element, style, around, false);
  return `<x class="${work.sheet.classOf(`${roomOf(style)}${around.arrangement === "item" ? itemOf(style) : ""}`)}" style="${css}"></x>`;
};

/** What stands in front of something that changes what is behind it, is drawn with it. */
const liftOf = (work: Work, element: Element): string => work.parts.loaded.glass?.liftOf(element) ?? "";

/** Turned away, and not to be seen from behind. */
const showsItsBack = ({ backfaceVisibility, transform }: CSSStyleDeclaration): boolean =>
  backfaceVisibility === "hidden" && transform.startsWith("matrix3d") && new DOMMatrix(transform).m33 < 0;

/** Writes one element and all that is drawn in it; where that fails, a box that says so. */
export function* writeElement(work: Work, element: Element, around: Around): Steps<void> {
  if (work.clock.isDue()) yield;
  const { length } = work.markup;
  const flow = { ...around.flow };
  try {
    yield* write(work, element, around);
  } catch (problem) {
    if (work.isUnsafe()) throw problem;
    work.markup.length = length;
    if (around.flow) Object.assign(around.flow, flow);
    (yield* work.parts.need("replaced")).writeLeftOut(work, element, around);
  }
}

function* write(work: Work, element: Element, around: Around): Steps<void> {
  const style = work.view.getComputedStyle(element);
  const { display } = style;
  if (display === "none" || display === "") return;
  // Whether it may be told is asked before anything of it is read, and fails the picture when it cannot be answered.
  const isPrivate = around.isPrivate || work.isPrivate(element);
  if (display === "contents") return yield* writeChildren(work, element, style, { ...around, isPrivate });
  const isVisible = work.isVisible(element) && style.opacity !== "0" && around.depth < DEEPEST && !showsItsBack(style);
  if (!isVisible && display !== "inline") {
    work.markup.push(spacerOf(work, element, style, around));
    return;
  }
  if (isPrivate) {
    const isInLine =
      display === "inline" &&
      !/^(img|input|textarea|select|canvas|video|iframe|object|embed|svg)$/.test(element.localName);
    const place = placeOf(element, style, around, false);
    const { coverInLine, coverOf, coverOfText } = yield* work.parts.need("covers");
    const lift = liftOf(work, element);
    if (!isInLine) work.markup.push(coverOf(work, element, style, around, place, lift));
    else if ([...childrenOf(element)].every(isText))
      work.markup.push(coverOfText(work, element, element.getClientRects(), style, lift));
    else {
      // What stands in it may be higher than its line, and is covered for itself.
      work.markup.push(
        `<x class="${work.sheet.classOf(coverInLine(work, element, style))}${lift}" style="${place.css}">`,
      );
      yield* writeChildren(work, element, style, { ...around, isPrivate });
      work.markup.push("</x>");
    }
    return;
  }
  yield* writeBox(work, element, style, around);
}

function* writeBox(work: Work, element: Element, style: CSSStyleDeclaration, around: Around): Steps<void> {
  const { localName: tag, namespaceURI } = element;
  const { display } = style;
  if (tag === "br" || tag === "wbr") {
    work.markup.push(`<${tag}/>`);
    return;
  }
  const replaced = yield* drawnBy(work, element, style);
  if (replaced) {
    const place = placeOf(element, style, around, false);
    const steps = replaced(work, element, style, around, place);
    if (steps) yield* steps;
    return;
  }
  const pseudos = pseudosOf(work, element);
  const { children, hasText } = lookInto(work, element, style);
  const place = placeOf(element, style, around, hasText);
  const isClamped = /^\d+$/.test(style.getPropertyValue("-webkit-line-clamp")) && !FLEXIBLE.test(display);
  const isSpecial = isClamped || tag === "fieldset" || tag === "ruby" || namespaceURI === MATH;
  const hasPseudoRoom = pseudos.some(({ takesRoom }) => takesRoom);
  const arrangement = arrangementOf(style, children, hasText || hasPseudoRoom || isSpecial, place.frame !== undefined);
  const isLevel = arrangement === "level";
  const name =
    KEPT.has(tag) && !(tag === "button" && isLevel)
      ? tag
      : namespaceURI === MATH
        ? NAME.test(tag)
          ? tag
          : "mrow"
        : "x";
  const controls = tag === "button" ? work.parts.loaded.controls : undefined;
  const native = name === "button" && !controls?.own && controls?.isNative(element, style) === true;
  work.sheet.owner = element;
  const { css, inherited } = styleOf(style, work.sheet, {
    around: native ? null : around.inherited,
    isNative: native,
    isContainer: arrangement === "item",
    isItem: around.arrangement === "item" && !place.isOut,
    isLevel,
    hasNoGround: work.isGround?.(element) === true,
  });
  const blocks = blocksOf(style);
  const box = boxOf(style, { isLevel, isClamped, isFlow: arrangement === "flow" });
  const scroll = scrolledBy(element, style);
  const rule = work.sheet.classOf(
    `${name === "x" || native ? "" : "all:unset;"}${box}${css}${controls?.own?.edgeCss(element, style) ?? ""}${blocks.css}${scroll.css}`,
  );
  const classes =
    rule +
    classesOfPseudos(work, pseudos, inherited, arrangement === "item", isLevel) +
    classesOfParts(work, element, style, hasText) +
    (/^(none)?$/.test(style.getPropertyValue("backdrop-filter"))
      ? ""
      : (yield* work.parts.need("glass")).nameOf(work, element, style)) +
    liftOf(work, element);
  const zoom = around.zoom * (Number.parseFloat(style.getPropertyValue("zoom")) || 1);
  const hasCounters = [style, ...pseudos.map((one) => one.style)].some((one) => one.counterIncrement !== "none");
  const isNumbered = display === "list-item" && element.parentElement?.localName === "ol";
  const counts = hasCounters || isNumbered ? (yield* work.parts.need("counts"))(element, hasCounters) : "";
  work.markup.push(
    `<${name}${namespaceURI === MATH && tag === "math" ? ` xmlns="${MATH}"` : ""} class="${classes}"${attributesOf(element)} style="${place.css}${counts}">`,
  );
  const edge = edgeOf(style);
  const start = place.frame ? edge : { x: 0, y: 0 };
  const line = { x: Number.parseFloat(style.borderLeftWidth) || 0, y: Number.parseFloat(style.borderTopWidth) || 0 };
  const block = place.frame ? { frame: place.frame, start: line, zoom } : undefined;
  const inner: Around = {
    arrangement,
    inherited,
    frame: display === "inline" ? undefined : place.frame,
    start,
    flow: { bottom: start.y, isFresh: !pseudos.some(({ name, takesRoom }) => name === "::before" && takesRoom) },
    absolute: blocks.absolute ? block : around.absolute,
    fixed: blocks.fixed ? block : around.fixed,
    isPrivate: false,
    isFlexible: FLEXIBLE.test(display),
    zoom,
    depth: around.depth + 1,
  };
  if (style.contentVisibility !== "hidden") {
    const shift = arrangement === "line" && scroll.isShifted ? scroll : undefined;
    if (shift) work.markup.push(shift.open);
    if (isClosedComponent(element)) {
      const rect = element.getBoundingClientRect();
      const { labelOf } = yield* work.parts.need("replaced");
      const box = display === "inline" ? "display:inline-block;vertical-align:bottom;" : "display:block;grid-area:1/1;";
      work.markup.push(
        `<x class="${work.sheet.classOf(box)}" style="width:${rect.width}px;height:${rect.height}px">${labelOf(work, "component", rect)}</x>`,
      );
    } else yield* writeChildren(work, element, style, inner);
    if (shift) work.markup.push("</x>");
  }
  work.markup.push(`</${name}>`);
}

/** The kind of box, where it is another than the original's. */
const boxOf = (style: CSSStyleDeclaration, kind: { isLevel: boolean; isClamped: boolean; isFlow: boolean }): string => {
  const { display } = style;
  if (kind.isClamped) return "display:-webkit-box;-webkit-box-orient:vertical;";
  if (kind.isLevel)
    return `display:${display.startsWith("inline") ? "inline-grid" : "grid"};grid-template:0/0;align-items:start;justify-items:start;`;
  if (kind.isFlow && display === "table-cell") return "display:table-cell;vertical-align:top;";
  return display === "inline" ? "" : `display:${display};`;
};

const attributesOf = (element: Element): string => {
  let attributes = "";
  for (const name of ["colspan", "rowspan", "lang", "dir"]) {
    const value = element.getAttribute(name);
    if (value && (name.length > 4 || name === "lang")) attributes += ` ${name}="${escaped(value)}"`;
  }
  return attributes;
};
