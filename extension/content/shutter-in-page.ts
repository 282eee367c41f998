import { isPrivate } from "../../shared/capture/masking.ts";
import { anyRoot } from "./any-root.ts";
import { shutter } from "./shutter.ts";

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
Object.assign(globalThis, { earshotShutter: shutter(window, isSecret, anyRoot) });
