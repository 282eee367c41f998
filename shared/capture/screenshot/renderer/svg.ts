import { isWithinPrivate } from "../../element-tree.ts";
import { COVER } from "../../masking.ts";
import type { Drawn } from "./controls.ts";
import { writeElement } from "./element.ts";
import { escaped, NAME } from "./markup.ts";
import { noteGap } from "./note-gap.ts";
import type { Steps } from "./slices.ts";
import { styleOf } from "./style.ts";
import { OWN_LOOK, PASSED_ON } from "./svg-properties.ts";
import type { Around, Work } from "./work.ts";

const SVG = "http://www.w3.org/2000/svg";
const XHTML = "http://www.w3.org/1999/xhtml";
/** Drawn only where something refers to them. */
const REFERRED = /^(defs|symbol|(linear|radial)Gradient|clipPath|mask|pattern|filter|marker)$/;
const SILENT = /^(script|style|title|desc|metadata|set|animate.*|discard|view)$/;
/** Colours that are not the element's own to say: they are those of the place where it is used. */
const PLACES_OWN = /^(currentcolor|inherit|context-|var\()/i;

/** What stands for a picture that is missing. */
const MISSING = "#e7e9ec";

type Passed = Record<string, string>;

const lookOf = (work: Work, element: Element, style: CSSStyleDeclaration, around: Passed, isReferred: boolean) => {
  const passed: Passed = {};
  let css = "";
  const say = (name: string, value: string) => {
    css += `${name}:${value.includes("url(") ? work.sheet.withAddresses(value, name) : value};`;
  };
  for (const name of PASSED_ON) {
    const value = style.getPropertyValue(name);
    passed[name] = value;
    if (!value) continue;
    const said = element.getAttribute(name);
    if (isReferred && said && PLACES_OWN.test(said)) say(name, said);
    else if (value !== around[name] || (said !== null && !isReferred)) {
      const isCurrent = isReferred && !said && (name === "fill" || name === "stroke") && value === style.color;
      say(name, isCurrent ? "currentcolor" : value);
    }
  }
  for (const [name, unset] of OWN_LOOK) {
    const value = style.getPropertyValue(name);
    const said = element.getAttribute(name);
    if (said && PLACES_OWN.test(said)) say(name, said);
    else if (value && value !== unset) say(name, value);
  }
  if (style.transform && style.transform !== "none")
    css += `transform:${style.transform};transform-origin:${style.transformOrigin};transform-box:${style.getPropertyValue("transform-box")};`;
  return { css, passed };
};

const attributesOf = (work: Work, element: Element): string => {
  let attributes = "";
  for (const { name, value } of element.attributes) {
    if (/^(id|class|style|transform|xmlns|href|xlink:href|on.*|tabindex|role|aria-.*|data-.*)$/.test(name)) continue;
    if (name in LOOKS || !NAME.test(name)) continue;
    attributes += ` ${name}="${escaped(value)}"`;
  }
  const href = element.getAttribute("href") ?? element.getAttribute("xlink:href");
  if (href && element.localName !== "image" && element.localName !== "a")
    attributes += ` href="#${work.definitions.nameOf(href)}"`;
  return attributes;
};
const LOOKS = Object.fromEntries([...PASSED_ON, ...OWN_LOOK.map(([name]) => name)].map((name) => [name, true]));

/** Writes something of a drawing, with what is in it. */
export function* writeShape(work: Work, element: Element, around: Passed, outer: Around, name?: string): Steps<void> {
  const tag = element.localName;
  if (!NAME.test(tag)) return; // nor does the browser know it
  const isReferred = name !== undefined || outer.isReferred === true;
  if (SILENT.test(tag) || (REFERRED.test(tag) && !isReferred)) return;
  if (work.clock.isDue()) yield;
  const style = work.view.getComputedStyle(element);
  if (style.display === "none" && !isReferred) return;
  if (work.isPrivate(element)) {
    if (!("getBBox" in element)) return; // it is not drawn itself
    const { x, y, width, height } = (element as SVGGraphicsElement).getBBox();
    noteGap(work, "masked", element.getBoundingClientRect());
    const transform = style.transform === "none" ? "" : ` style="transform:${style.transform}"`;
    work.markup.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${COVER}"${transform}/>`);
    return;
  }
  const { css, passed } = lookOf(work, element, style, around, isReferred);
  const start = `<${tag}${name ? ` id="${name}"` : ""}${css && ` class="${work.sheet.classOf(css)}"`}${attributesOf(work, element)}`;
  if (tag === "image") {
    const image = element as SVGImageElement;
    if (!image.href.animVal) return;
    const rect = image.getBoundingClientRect();
    const { x, y, width, height } = image.getBBox();
    const coming = work.resources.element(image).then((come) => {
      if ("dataUrl" in come) return `${start} href="${escaped(come.dataUrl)}"/>`;
      if (rect.width * rect.height > 0) noteGap(work, come.missing, rect);
      else if (isReferred) work.gaps.push({ reason: come.missing }); // wherever it is used
      return `${start.replace("<image", "<rect").replace(/ (x|y|width|height)="[^"]*"/g, "")} x="${x}" y="${y}" width="${width}" height="${height}" style="fill:${MISSING}"/>`;
    });
    work.markup.push(work.later(coming));
    return;
  }
  work.markup.push(`${start}>`);
  if (tag === "foreignObject") work.markup.push(`<x xmlns="${XHTML}" style="display:block">`);
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      text += (node as Text).data;
      work.markup.push(escaped((node as Text).data));
    } else if (node.nodeType !== Node.ELEMENT_NODE || work.isExcluded(node as Element)) continue;
    else if ((node as Element).namespaceURI === SVG)
      yield* writeShape(work, node as Element, passed, { ...outer, isReferred });
    else
      yield* writeElement(work, node as Element, { ...outer, arrangement: "line", inherited: null, frame: undefined });
  }
  if (text.trim()) work.fonts.note(style, text);
  if (tag === "foreignObject") work.markup.push("</x>");
  work.markup.push(`</${tag}>`);
}

/** A drawing within a page: a box like others, and shapes in it. */
export const svgOf: Drawn = function* (work, element, style, around, place) {
  const { css, inherited } = styleOf(style, work.sheet, {
    around: around.inherited,
    isItem: around.arrangement === "item",
  });
  const rule = `display:${style.display};overflow:${style.overflow};${css}`;
  const classes = work.sheet.classOf(rule);
  const { css: look, passed } = lookOf(work, element, style, {}, false);
  const before = work.definitions.root;
  work.definitions.root = element.getRootNode();
  work.markup.push(
    `<svg xmlns="${SVG}" class="${classes} ${work.sheet.classOf(look.replace(/(^|;)(display|overflow|opacity|transform[\w-]*|filter|mask|clip-path):[^;]*/g, ""))}" style="${place.css}"${attributesOf(work, element)}>`,
  );
  for (const child of element.children)
    if (child.namespaceURI === SVG && !work.isExcluded(child))
      yield* writeShape(work, child, passed, { ...around, inherited, depth: around.depth + 1 });
  work.markup.push("</svg>");
  work.definitions.root = before;
};

/** Writes all that was referred to, and what that refers to. */
export function* writeDefinitions(work: Work, outer: Around): Steps<void> {
  for (let one = work.definitions.next(); one; one = work.definitions.next()) {
    const { element, name } = one;
    if (isWithinPrivate(element) || work.isExcluded(element)) continue;
    const parent = element.parentElement;
    const style = parent && work.view.getComputedStyle(parent);
    const around: Record<string, string> = {};
    for (const property of PASSED_ON) around[property] = style?.getPropertyValue(property) ?? "";
    work.definitions.root = element.getRootNode();
    yield* writeShape(work, element, around, outer, name);
  }
}
