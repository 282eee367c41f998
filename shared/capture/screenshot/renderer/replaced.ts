import type { Drawn } from "./controls.ts";
import { frameOf } from "./frame.ts";
import { labelOf } from "./labelled-box.ts";
import { escaped } from "./markup.ts";
import type { Fetched } from "./resources/index.ts";
import { styleOf } from "./style.ts";
import type { Work } from "./work.ts";

type Picture = HTMLImageElement | HTMLCanvasElement | HTMLVideoElement;

const displayed = (style: CSSStyleDeclaration): string =>
  `display:${style.display === "inline" ? "inline-block" : style.display};`;

/** Asks for the picture that an element shows. */
const pictureOf = (work: Work, element: Element, address: string | undefined): Promise<Fetched> => {
  const { localName: tag } = element;
  if (address) return work.resources.image(address, element.ownerDocument);
  if (tag === "img") return work.resources.element(element as Picture);
  if (tag === "input") return work.resources.image((element as HTMLInputElement).src, element.ownerDocument);
  if (tag === "video") {
    const { readyState, poster } = element as HTMLVideoElement;
    if (readyState < HTMLMediaElement.HAVE_CURRENT_DATA && poster)
      return work.resources.image(poster, element.ownerDocument);
  }
  return work.resources.element(element as Picture);
};

/** Something that may be empty without anything missing. */
const isEmpty = (element: Element): boolean => {
  const { localName: tag } = element;
  if (tag === "img") return !(element as HTMLImageElement).currentSrc && !element.hasAttribute("src");
  if (tag === "video") return (element as HTMLVideoElement).readyState < 2 && !(element as HTMLVideoElement).poster;
  if (tag === "canvas") return (element as HTMLCanvasElement).width * (element as HTMLCanvasElement).height === 0;
  return false;
};

/** What makes an image as broken as the page's: the browser then says what it says there. */
const brokenOf = (work: Work, element: Element, style: CSSStyleDeclaration): string => {
  const { localName, complete, naturalWidth, alt } = element as HTMLImageElement;
  if (localName !== "img" || !complete || naturalWidth) return "";
  work.fonts.note(style, alt);
  return `src="data:,"${element.hasAttribute("alt") ? ` alt="${escaped(alt)}"` : ""}`;
};

const picture: Drawn = (work, element, style, around, place) => {
  const { css } = styleOf(style, work.sheet, { around: around.inherited, isItem: around.arrangement === "item" });
  const rect = element.getBoundingClientRect();
  const address = contentsOf(style);
  const broken = address ? "" : brokenOf(work, element, style);
  // One that says something stands on the line as its text does.
  const box = broken ? `display:${style.display};` : `${displayed(style)}overflow:hidden;`;
  const classes = work.sheet.classOf(`all:unset;${box}${css}`);
  const size = address && style.display === "inline" ? `width:${style.width};height:${style.height};` : "";
  // Nor has the sign of a broken one room for itself where it is told its size.
  const at = broken && style.width === "16px" ? place.css.replace(/(width|height):[^;]*;/g, "") : place.css;
  const start = `class="${classes}" style="${at}${size}"`;
  if (!address && isEmpty(element)) {
    work.markup.push(`<x ${start}></x>`);
    return undefined;
  }
  const coming = pictureOf(work, element, address).then((come) =>
    "dataUrl" in come
      ? `<img ${start} src="${escaped(come.dataUrl)}"/>`
      : broken
        ? `<img ${start} ${broken}/>`
        : `<x ${start}>${labelOf(work, come.missing, rect)}</x>`,
  );
  work.markup.push(work.later(coming));
  return undefined;
};

const PICTURES: Record<string, Drawn> = {
  img: picture,
  canvas: picture,
  video: picture,
  input: picture,
  iframe: frameOf,
  frame: frameOf,
  object: frameOf,
  embed: frameOf,
};

/** The address of the picture that the style sheet has put in the place of what is in an element. */
const contentsOf = (style: CSSStyleDeclaration): string | undefined =>
  /^url\("((?:[^"\\]|\\.)*)"\)/.exec(style.content)?.[1]?.replace(/\\(.)/g, "$1");

/** How an element is drawn whose contents are not elements; nothing for others. */
export const replacedOf = (element: Element, style: CSSStyleDeclaration): Drawn | undefined =>
  element.namespaceURI !== "http://www.w3.org/1999/xhtml"
    ? undefined
    : contentsOf(style)
      ? picture
      : PICTURES[element.localName];

export { HATCHED, labelOf } from "./labelled-box.ts";
export { writeLeftOut } from "./left-out.ts";
