/** Never drawn, whatever the page says: passwords (also when made readable), payment data, one-time codes. */
const SECRET_FIELDS = [
  "input[type=password i]",
  "[autocomplete*='password' i]",
  "[autocomplete*='cc-' i]",
  "[autocomplete*='one-time-code' i]",
];

/** What the page marks as private, by our attributes or those of other products it may have used before. */
const MARKS = [
  "[data-earshot-mask]",
  "[data-earshot-block]",
  ".sentry-mask",
  "[data-sentry-mask]",
  ".sentry-block",
  "[data-sentry-block]",
  ".fs-mask",
  ".fs-exclude",
  ".ph-no-capture",
  "[data-private]",
  ".rr-mask",
  ".rr-block",
];

/** Matches every element that must not be seen in a picture. Its descendants must not be seen either. */
export const PRIVATE_SELECTOR = [...SECRET_FIELDS, ...MARKS].join(",");

/** All elements below a root, those in open shadow roots too. */
export function* elementsBelow(root: Document | DocumentFragment | Element): Generator<Element> {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elementsBelow(element.shadowRoot);
  }
}

/** Every element that must not be seen, in the page or in a copy of it. */
export const privateElements = (document: Document): Element[] =>
  [...elementsBelow(document)].filter((element) => element.matches(PRIVATE_SELECTOR));

/**
 * Makes a private element of a *copy* of the page undrawable without moving anything: it keeps its box and loses what is in
 * it. Never call it with one of the page's own elements.
 */
export const emptyPrivateElement = (element: Element): void => {
  const inShadow = element.shadowRoot ? elementsBelow(element.shadowRoot) : [];
  for (const one of [element, ...elementsBelow(element), ...inShadow]) {
    // SVG elements have a style as well; others (MathML in some browsers) have none and inherit.
    (one as Partial<HTMLElement>).style?.setProperty("visibility", "hidden", "important");
    one.removeAttribute("placeholder");
    // Not by class: the elements of a copy may belong to another window.
    if (one.localName === "input" || one.localName === "textarea") (one as HTMLInputElement).value = "";
  }
};
