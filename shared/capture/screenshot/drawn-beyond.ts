import type { Rectangle } from "../../contract/submission.ts";
import { around, EVERYWHERE, isPlain, isSet, parentOf } from "./pseudo-places.ts";

/** A blur fades out at three times its size. */
const FADE = 3;

type Shadow = { x: number; y: number; blur: number };

const NUMBER = "(-?[\\d.]+(?:e[-+]?\\d+)?)px";
const SHADOW = new RegExp(`${NUMBER} ${NUMBER}(?: ${NUMBER})?|blur\\(${NUMBER}\\)`, "g");

/** The shadows in a computed `text-shadow` or `filter`, where all are in pixels. */
const shadowsIn = (text: string): Shadow[] =>
  [...text.matchAll(SHADOW)].map(([, x, y, blur, alone]) => ({
    x: Number(x ?? 0),
    y: Number(y ?? 0),
    blur: FADE * Number(blur ?? alone ?? 0),
  }));

/** With what is drawn of a place elsewhere. */
const withShadow = (place: Rectangle, { x, y, blur }: Shadow): Rectangle =>
  around(place, {
    x: place.x + x - blur,
    y: place.y + y - blur,
    width: place.width + 2 * blur,
    height: place.height + 2 * blur,
  });

/** How much larger an element is drawn than it is laid out, at most; nothing where it is not known. */
const enlarged = (element: Element): number => {
  const { width, height } = element.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  return Math.max(width / offsetWidth, height / offsetHeight);
};

/**
 * The place of some elements with the shadows of their text, and what filters and reflections make of them: those of an element,
 * of what is in it and of what it stands in.
 *
 * @param all The element and all that is in it.
 * @returns Everywhere, where nobody can say.
 */
export const withBeyond = (element: Element, all: readonly Element[], place: Rectangle): Rectangle => {
  const texts = new Set<string>();
  const filters: string[] = [];
  let isReflected = false;
  const read = (one: Element, pseudo?: string) => {
    const style = one.ownerDocument.defaultView?.getComputedStyle(one, pseudo);
    if (!style || (pseudo && !isSet(style.content))) return;
    if (isSet(style.filter)) filters.push(style.filter);
    if (isSet(style.getPropertyValue("-webkit-box-reflect"))) isReflected = true;
    return style.textShadow;
  };
  for (const one of all)
    for (const pseudo of [undefined, "::before", "::after"]) {
      const shadow = read(one, pseudo);
      if (isSet(shadow)) texts.add(shadow!);
    }
  const parent = (one: Element) => parentOf(one) ?? one.ownerDocument.defaultView?.frameElement ?? null;
  for (let one = parent(element); one; one = parent(one)) read(one);
  if (isReflected || filters.some((filter) => filter.includes("url("))) return EVERYWHERE;
  const isStill = isPlain(element);
  const scale = isStill ? 1 : enlarged(element);
  /** Turned, it may fall anywhere around. */
  const asSeen = ({ x, y, blur }: Shadow): Shadow =>
    isStill ? { x, y, blur } : { x: 0, y: 0, blur: (Math.abs(x) + Math.abs(y) + blur) * scale };
  const shadows = [...texts].flatMap(shadowsIn).map(asSeen);
  const afterwards = filters.flatMap(shadowsIn).map(asSeen);
  if ((shadows.length > 0 || afterwards.length > 0) && !Number.isFinite(scale)) return EVERYWHERE;
  // Each filter makes its own of what the one before has made.
  return afterwards.reduce(withShadow, shadows.map((shadow) => withShadow(place, shadow)).reduce(around, place));
};
