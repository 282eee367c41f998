import { LIMITS } from "../contract/limits.ts";
import { withoutOpaque } from "../contract/private-url.ts";
import { drawnChildren, openRootOf } from "./drawn-children.ts";
import { drawnParent, isUnboxed, isVisible, isWithinPrivate } from "./element-tree.ts";
import { isPrivate } from "./masking.ts";

/** A name, not an article: who points at half a page does not mean to send it. */
const MOST = Math.min(200, LIMITS.elementText);

/** What holds what a visitor typed or chose. */
const TYPED = `input,textarea,select,[contenteditable]:not([contenteditable=false i]),${["textbox", "searchbox", "combobox", "listbox", "spinbutton"].map((role) => `[role=${role} i]`).join(",")}`;

/** That, and what is no text of the page. */
const UNREAD = `${TYPED},script,style,noscript,template,object,iframe`;

/** Whether an element is part of what was typed or chosen, in an editor or a list around it: such a field has a name, its parts have none. */
export const isWithinTyped = (element: Element): boolean => {
  for (let one: Element | null = element; one; one = drawnParent(one))
    if (one.ownerDocument.designMode === "on" || (one !== element && one.matches(TYPED))) return true;
  return false;
};

/** The texts drawn in an element, without what is private, hidden, typed or chosen. */
function* textsIn(element: Element): Generator<string> {
  if (element.matches(UNREAD) || isPrivate(element) || !(isVisible(element) || isUnboxed(element))) return;
  if (element.localName === "img") yield element.getAttribute("alt") ?? "";
  for (const node of drawnChildren(element, openRootOf)) {
    if (node.nodeType === Node.TEXT_NODE) yield node.textContent ?? "";
    if (node.nodeType === Node.ELEMENT_NODE) {
      yield " "; // what stands in boxes of its own is a word of its own; at worst a space too many
      yield* textsIn(node as Element);
      yield " ";
    }
  }
}

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();

const EMAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/gu;
/** A card, an account, a telephone: as one number or in groups. */
const LONG_NUMBER = /\d(?:[\s.-]?\d){11,}/g;

/** Without what may tell who is looking at it. Names cannot be told from other words. */
const withoutPrivate = (text: string): string => withoutOpaque(text.replace(EMAIL, "…").replace(LONG_NUMBER, "…"), "…");

const drawnText = (elements: Iterable<Element>): string => {
  let text = "";
  for (const element of elements)
    if (!isWithinPrivate(element) && !isWithinTyped(element))
      for (const piece of textsIn(element)) {
        text += piece;
        if (tidy(text).length > MOST) return tidy(text);
      }
  return tidy(text);
};

const labelledBy = (element: Element): Element[] => {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  return ids.flatMap((id) => root.getElementById(id) ?? []);
};

/**
 * What an element says: its name for assistive tools, else the text in it, cut to a line or two. Never what is masked, typed or
 * chosen; e-mail addresses, numbers of 12 digits or more and opaque strings are left out.
 *
 * @returns `undefined` for what says nothing, is private, or cannot be told to be public.
 */
export const textOf = (element: Element): string | undefined => {
  try {
    if (isWithinPrivate(element) || isWithinTyped(element)) return undefined;
    const get = (name: string) => tidy(element.getAttribute(name) ?? "");
    const said =
      drawnText(labelledBy(element)) ||
      get("aria-label") ||
      get("alt") ||
      drawnText((element as Partial<HTMLInputElement>).labels ?? []) ||
      drawnText([element]) ||
      get("title") ||
      get("placeholder");
    // What may still be private is looked for in more than is told, so that no half of it is left at the cut.
    const text = withoutPrivate(said.length > 5 * MOST ? said.slice(0, 5 * MOST).replace(/\S*$/, "") : said);
    if (!text) return undefined;
    return (text.length > MOST ? `${text.slice(0, MOST - 1).trimEnd()}…` : text).toWellFormed();
  } catch {
    return undefined;
  }
};
