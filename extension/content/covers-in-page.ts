import { PRIVATE_SELECTOR } from "../../shared/capture/masking.ts";
import { coversOf } from "./covers.ts";

const HTML = "http://www.w3.org/1999/xhtml";

/** Closed shadow roots too: no secret is safer for being drawn in one. */
const openRoot = (element: Element): ShadowRoot | null =>
  element.namespaceURI === HTML ? chrome.dom.openOrClosedShadowRoot(element as HTMLElement) : null;

/*
 * Injected before a picture is taken, into the extension's own world in the page, which the page cannot see. The worker
 * then calls the function, because an injected file gives no value back.
 */
Object.assign(globalThis, {
  earshotCovers: () => coversOf(window, { maskedIn: (root) => root.querySelectorAll(PRIVATE_SELECTOR), openRoot }),
});
