import { drawnChildren, openRootOf } from "./drawn-children.ts";
import { meansSecret } from "./secret-names.ts";

const PASSWORD = "input[type=password i]";

/** Never drawn, whatever the page says: passwords (also when made readable), payment data, one-time codes. */
const SECRET_FIELDS = [
  PASSWORD,
  "[autocomplete*='password' i]",
  "[autocomplete*='cc-' i]",
  "[autocomplete*='one-time-code' i]",
];

/** The mark of this product: what carries it is painted over. */
export const MASK = "data-earshot-mask";

/** What covers it in a picture: one solid colour, seen on light and dark pages alike, through which nothing can be guessed. */
export const COVER = "#8a8f98";

/** What the page marks as private, by our attributes or those of other products it may have used before. */
const MARKS = [
  `[${MASK}]`,
  "[data-earshot-block]",
  ".sentry-mask",
  "[data-sentry-mask]",
  ".sentry-block",
  "[data-sentry-block]",
  ".fs-mask",
  ".fs-exclude",
  ".ph-mask",
  ".ph-no-capture",
  "[data-clarity-mask]",
  "[data-dd-privacy=mask]",
  "[data-dd-privacy=hidden]",
  "[data-hj-suppress]",
  "[data-private]",
  ".rr-mask",
  ".rr-block",
];

/** What can be told by a selector of what must not be seen. */
export const PRIVATE_SELECTOR = [...SECRET_FIELDS, ...MARKS].join(",");

/** Fields that show what is typed. The others have names too, but no secret can be read off a box that is ticked. */
const READABLE = `textarea,input:not(${[
  "button",
  "checkbox",
  "color",
  "file",
  "hidden",
  "image",
  "radio",
  "range",
  "reset",
  "submit",
]
  .map((type) => `[type=${type} i]`)
  .join(",")})`;
const NAMES = ["name", "id", "autocomplete", "aria-label", "placeholder"];

/** A password whose type the page has switched to text is an ordinary field but for its name. */
const isNamedSecret = (element: Element): boolean =>
  element.matches(READABLE) && NAMES.some((name) => meansSecret(element.getAttribute(name) ?? ""));

/** Fonts whose letters are all dots, squares or circles, as they are called. */
const HIDING_FONT = /text-security|password|dotsfont/i;

/** Text that the page shows as dots. Whoever draws it must not know better, nor draw it in another font. */
const isDotted = (element: Element): boolean => {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return (
    !/^(none)?$/.test(style?.getPropertyValue("-webkit-text-security") ?? "") ||
    HIDING_FONT.test(style?.fontFamily ?? "")
  );
};

/** What a list shows of its options is drawn in a box of its own. */
const hasPrivateOption = (element: Element): boolean =>
  element.localName === "select" && element.querySelector(PRIVATE_SELECTOR) !== null;

const decoded = (id: string): string => {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
};

/** In a drawing, `use` draws again what stands elsewhere, and may be private there. */
const usesPrivate = (element: Element, known = new Set<Element>()): boolean => {
  const id = element.localName === "use" && (element as Partial<SVGUseElement>).href?.animVal.split("#")[1];
  if (!id || known.has(element)) return false;
  known.add(element); // drawings may use themselves
  return ([element.getRootNode(), element.ownerDocument] as Document[])
    .flatMap((root) => root.getElementById?.(id) ?? root.getElementById?.(decoded(id)) ?? [])
    .some(
      (used) =>
        used.closest(PRIVATE_SELECTOR) ??
        used.querySelector(PRIVATE_SELECTOR) ??
        [used, ...used.querySelectorAll("use,text,text *,foreignObject *")].some(
          (part) => isNamedSecret(part) || isDotted(part) || usesPrivate(part, known),
        ),
    );
};

/** Whether an element must not be seen in a picture. Nor must what is drawn in it. */
export const isPrivate = (element: Element): boolean =>
  element.matches(PRIVATE_SELECTOR) ||
  isNamedSecret(element) ||
  isDotted(element) ||
  hasPrivateOption(element) ||
  usesPrivate(element);

/** All elements below a root, those in open shadow roots too. */
export function* elementsBelow(root: Document | DocumentFragment | Element): Generator<Element> {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elementsBelow(element.shadowRoot);
  }
}

/** An element and all that is drawn in it, what stands in its slots too. */
function* drawnFrom(element: Element): Generator<Element> {
  yield element;
  for (const child of drawnChildren(element, openRootOf))
    if (child.nodeType === Node.ELEMENT_NODE) yield* drawnFrom(child as Element);
}

/**
 * Every element of a page that must not be seen. What stands in a private element's slots is named one by one: a copy of
 * the page may have it elsewhere. Bare text in a slot makes all of its element private.
 *
 * @param passwords Fields that once held a password. Those that do now are added.
 */
export const privateElements = (document: Document, passwords: WeakSet<Element>): Set<Element> => {
  const found = new Set<Element>();
  for (const element of elementsBelow(document)) {
    if (element.matches(PASSWORD)) passwords.add(element);
    if (!isPrivate(element) && !passwords.has(element)) continue;
    for (const one of drawnFrom(element)) {
      if (one === element || ("assignedSlot" in one && one.assignedSlot)) found.add(one);
      if (one.localName !== "slot") continue;
      for (const node of drawnChildren(one, openRootOf))
        if (node.nodeType === Node.TEXT_NODE && node.parentElement && node.textContent?.trim())
          found.add(node.parentElement);
    }
  }
  return found;
};

/**
 * Makes a private element of a *copy* of the page undrawable without moving anything: it keeps its box and loses what is in
 * it. Never call it with one of the page's own elements.
 */
export const emptyPrivateElement = (element: Element): void => {
  for (const one of new Set([...drawnFrom(element), ...elementsBelow(element)])) {
    // SVG elements have a style as well; others (MathML in some browsers) have none and inherit.
    (one as Partial<HTMLElement>).style?.setProperty("visibility", "hidden", "important");
    one.removeAttribute("placeholder");
    // Not by class: the elements of a copy may belong to another window.
    if (one.localName === "input" || one.localName === "textarea") (one as HTMLInputElement).value = "";
  }
};
