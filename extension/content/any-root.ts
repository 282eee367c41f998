const HTML = "http://www.w3.org/1999/xhtml";

/** Firefox gives extensions the closed ones by this property. */
type InFirefox = { openOrClosedShadowRoot?: ShadowRoot | null };

/** An element's shadow root, a closed one too: no secret is safer for being drawn in one. Works in the extension's own world in a page. */
export const anyRoot = (element: Element): ShadowRoot | null => {
  const { openOrClosedShadowRoot: root } = element as InFirefox;
  if (root !== undefined) return root;
  return element.namespaceURI === HTML ? chrome.dom.openOrClosedShadowRoot(element as HTMLElement) : null;
};
