import { LIMITS } from "../contract/limits.ts";
import { isPlainLabel, isPlainName } from "./element-names.ts";
import { isWithinTyped } from "./element-text.ts";
import { documentIn, frameAround, isWithinPrivate } from "./element-tree.ts";

/** Steps into what the element before it holds: an open shadow root, or the document of a frame. */
const INTO = " >>> ";
/** What tests look for stays when all else changes. */
const TEST_NAMES = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];

/** How an element may be called, the best first. Nothing private is in it, and nothing that the next build changes. */
const namesOf = (element: Element, isIt: boolean): string[] => {
  if (isWithinPrivate(element)) return [];
  const tag = CSS.escape(element.localName);
  const get = (name: string) => element.getAttribute(name) ?? "";
  const named = (names: string[], isPlain: (value: string) => boolean) =>
    names.filter((name) => isPlain(get(name))).map((name) => `[${name}="${get(name)}"]`);
  const classes = [...element.classList].filter((name) => !/\d/.test(name) && isPlainName(name)).slice(0, 4);
  return [
    ...(isPlainName(get("id")) ? [`#${get("id")}`] : []),
    ...named(TEST_NAMES, isPlainName),
    ...(isIt && !isWithinTyped(element) ? named(["aria-label"], isPlainLabel).map((label) => tag + label) : []),
    ...classes.map((name) => `${tag}.${name}`),
    ...(classes.length > 1 ? [`${tag}.${classes.join(".")}`] : []),
  ];
};

/** Its tag, and which of its siblings it is where they have the same one. */
const placeOf = (element: Element): string => {
  const tag = CSS.escape(element.localName);
  const alike = (step: "previousElementSibling" | "nextElementSibling") => {
    let count = 0;
    for (let one = element[step]; one; one = one[step]) if (one.localName === element.localName) count++;
    return count;
  };
  const before = alike("previousElementSibling");
  return before || alike("nextElementSibling") ? `${tag}:nth-of-type(${before + 1})` : tag;
};

/** A selector that finds an element and no other in its document or shadow root. */
const selectorIn = (root: Document | ShadowRoot, element: Element): string => {
  const finds = (selector: string) => {
    const found = root.querySelectorAll(selector);
    return found.length === 1 && found[0] === element;
  };
  const tag = CSS.escape(element.localName);
  const own = namesOf(element, true);
  const alone = own.find(finds);
  if (alone) return alone;
  const names = [...own, tag];
  let path = placeOf(element);
  let one = element;
  for (let parent = one.parentElement; parent && path.length <= LIMITS.elementSelector; parent = parent.parentElement) {
    for (const anchor of namesOf(parent, false)) {
      const found = [...names.map((name) => `${anchor} ${name}`), `${anchor} > ${path}`].find(finds);
      if (found) return found;
    }
    one = parent;
    path = `${placeOf(one)} > ${path}`;
  }
  // Today's only one of its kind.
  if (finds(tag)) return tag;
  // From the very top, the path is the only one.
  return path.replace(/^[^ ]+/, (top) =>
    one === root.firstElementChild && "body" in root ? ":root" : `${top}:not(* *)`,
  );
};

/**
 * A short selector that finds an element of a page and no other. It prefers names that people chose over places, and holds
 * nothing that looks private. In a shadow root or in a frame of the same site, `host >>> element` tells the way.
 *
 * @returns `undefined` for an element that cannot be told apart in `LIMITS.elementSelector` characters.
 */
export const selectorOf = (element: Element): string | undefined => {
  const root = element.getRootNode() as Document | ShadowRoot;
  const around = "host" in root ? root.host : frameAround(element);
  const outside = around ? selectorOf(around) : "";
  if (outside === undefined) return undefined;
  const inside = selectorIn(root, element);
  const selector = outside ? outside + INTO + inside : inside;
  return selector.length <= LIMITS.elementSelector && root.querySelector(inside) === element ? selector : undefined;
};

/** The element that a selector of `selectorOf` means, where the page still has it. */
export const elementBySelector = (document: Document, selector: string): Element | null => {
  let root: Document | ShadowRoot | null = document;
  let found: Element | null = null;
  for (const step of selector.split(INTO)) {
    found = root?.querySelector(step) ?? null;
    root = found && (found.shadowRoot ?? documentIn(found));
  }
  return found;
};
