/** What may hold a shadow root, besides custom elements. */
const HOSTS = /^(article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;
const isCustom = (element: Element): boolean => element.localName.includes("-") && element.matches(":defined");

/** `undefined` also where a page has put something of its own in the place of what is asked. */
const styleOf = (element: Element, pseudo?: string): CSSStyleDeclaration | undefined => {
  try {
    return element.ownerDocument.defaultView?.getComputedStyle(element, pseudo);
  } catch {
    return undefined;
  }
};

/** Whether a node in the document is drawn where it stands; `undefined` where nothing says so, as it would not be drawn anyway. */
const isDrawn = (node: ChildNode): boolean | undefined => {
  if (node.nodeType === Node.ELEMENT_NODE) {
    if ((node as Element).getClientRects().length > 0) return true;
    // No style at all: it has no place in what is drawn. Slots and their like have one, and no box.
    const display = styleOf(node as Element)?.display;
    return display === "" ? false : display === "contents" ? true : undefined;
  }
  if (node.nodeType !== Node.TEXT_NODE || !(node as Text).data.trim()) return undefined;
  const range = node.ownerDocument!.createRange();
  range.selectNode(node);
  const { width, height } = range.getBoundingClientRect();
  return width > 0 || height > 0;
};

/** Whether there is room in an empty element that no style gives it: something nobody sees is in it. Not every browser says so. */
const isFilled = (element: Element): boolean => {
  const style = styleOf(element);
  const around = element.assignedSlot ?? element.parentElement;
  if (!style || paintsPseudo(element) || (element as HTMLElement).isContentEditable) return false;
  const { scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
  const isInline = style.display === "inline";
  if (!isInline && (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1)) return true;
  const of = (...names: string[]) =>
    names.reduce((sum, name) => sum + (Number.parseFloat(style.getPropertyValue(name)) || 0), 0);
  if (isInline) {
    const edges = of("padding-left", "padding-right", "border-left-width", "border-right-width");
    return element.getBoundingClientRect().width > edges + 1;
  }
  const said = (element as Partial<HTMLElement>).computedStyleMap?.();
  const is = (name: string, value: RegExp) => value.test(String(said?.get(name) ?? ""));
  return (
    /^(block|flow-root|inline-block)$/.test(style.display) &&
    clientHeight > of("padding-top", "padding-bottom") + 1 &&
    is("height", /^auto$/) &&
    is("min-height", /^(auto|0px)$/) &&
    is("aspect-ratio", /^auto$/) &&
    is("contain", /^none$/) &&
    is("writing-mode", /^horizontal/) &&
    (!/absolute|fixed/.test(style.position) || is("top", /^auto$/) || is("bottom", /^auto$/)) &&
    !/flex|grid/.test((around && styleOf(around)?.display) ?? "") &&
    element !== element.ownerDocument.body
  );
};

const paintsPseudo = (element: Element): boolean =>
  ["::before", "::after"].some((name) => !/^(none|normal)?$/.test(styleOf(element, name)?.content ?? ""));

/** Whether something is seen of an element that is its own, though nothing is in it. */
const paintsItself = (element: Element): boolean => {
  const style = styleOf(element);
  return (
    paintsPseudo(element) ||
    (style !== undefined &&
      (style.backgroundColor !== "rgba(0, 0, 0, 0)" ||
        style.backgroundImage !== "none" ||
        style.borderStyle !== "none"))
  );
};

/** What could have a closed shadow root, and has a box of its own. */
const isHost = (element: Element): boolean => {
  if (element.shadowRoot || !(HOSTS.test(element.localName) || isCustom(element))) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
};

/**
 * Something that is drawn but that nobody can look into: its shadow root is closed. No browser says so. It is where what stands in
 * it is not drawn, and where nothing stands in it and yet there is something; in doubt, an empty custom element that paints nothing.
 */
export const isClosedComponent = (element: Element): boolean => {
  if (!(HOSTS.test(element.localName) || isCustom(element)) || element.firstElementChild?.getClientRects().length)
    return false; // most are known to be open by then
  if (!isHost(element)) return false;
  let isReplaced = false;
  for (const node of element.childNodes) {
    const drawn = isDrawn(node);
    if (drawn) return false;
    if (drawn === false) isReplaced = true;
  }
  return isReplaced || (isCustom(element) && !paintsItself(element)) || isFilled(element);
};

/** The same and whatever else may be one: for a picture that shows what we cannot find, where in doubt nothing may be seen. */
export const mayBeClosed = (element: Element): boolean =>
  isCustom(element) ? isHost(element) : isClosedComponent(element);
