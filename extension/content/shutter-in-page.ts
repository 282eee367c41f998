import { isPrivate } from "../../shared/capture/masking.ts";
import { shutter } from "./shutter.ts";

const HTML = "http://www.w3.org/1999/xhtml";

/** Firefox gives extensions the closed ones by this property. */
type InFirefox = { openOrClosedShadowRoot?: ShadowRoot | null };

/** Closed shadow roots too: no secret is safer for being drawn in one. */
const openRoot = (element: Element): ShadowRoot | null => {
  const { openOrClosedShadowRoot: root } = element as InFirefox;
  if (root !== undefined) return root;
  return element.namespaceURI === HTML ? chrome.dom.openOrClosedShadowRoot(element as HTMLElement) : null;
};

/** Fields that held a password when a picture was taken. Made readable they hold it still. */
const passwords = new WeakSet<Element>();
const isSecret = (element: Element): boolean => {
  if (element.matches("input[type=password i]")) passwords.add(element);
  return passwords.has(element) || isPrivate(element);
};

/*
 * Injected before a picture is taken, into the extension's own world in the page, which the page cannot see. The worker
 * then calls the functions, because an injected file gives no value back.
 */
Object.assign(globalThis, { earshotShutter: shutter(window, isSecret, openRoot) });
