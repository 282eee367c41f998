import type { Drawn } from "./controls.ts";
import type { Steps } from "./slices.ts";
import type { Work } from "./work.ts";

const SVG = "http://www.w3.org/2000/svg";
const CONTROL = /^(input|textarea|select|progress|meter|button)$/;
const REPLACED = /^(img|canvas|video|i?frame|object|embed|input)$/;

/** What draws an element whose contents are not elements; nothing for others. */
export function* drawnBy(work: Work, element: Element, style: CSSStyleDeclaration): Steps<Drawn | undefined> {
  const { localName: tag, namespaceURI } = element;
  if (namespaceURI === SVG) return (yield* work.parts.need("drawings")).svgOf;
  const control = CONTROL.test(tag) && (yield* work.parts.need("controls")).controlOf(element);
  if (control) return control;
  if (!REPLACED.test(tag) && !style.content.startsWith("url(")) return undefined;
  return (yield* work.parts.need("replaced")).replacedOf(element, style);
}
