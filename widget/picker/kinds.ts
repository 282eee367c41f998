import type { Texts } from "../text.ts";

const BUTTON = "button,summary,[role=button i],input:is([type=button i],[type=submit i],[type=reset i])";
const LINK = "a[href],area[href],[role=link i]";
const FIELD = "input,textarea,select,[contenteditable]:not([contenteditable=false i]),[role=textbox i]";

/** What elements are called, for people. The first that fits. */
const KINDS: [keyof Texts, string][] = [
  ["pickButton", BUTTON],
  ["pickLink", LINK],
  ["pickField", FIELD],
  ["pickImage", "img,svg,canvas,video,[role=img i]"],
  ["pickHeading", "h1,h2,h3,h4,h5,h6,[role=heading i]"],
];

/** The name of the sentence that says what an element is. */
export const kindOf = (element: Element): keyof Texts =>
  KINDS.find(([, selector]) => element.matches(selector))?.[0] ?? "pickPart";

/** Whether a visitor can do something with an element. */
export const isInteractive = (element: Element): boolean => element.matches(`${BUTTON},${LINK},${FIELD},[tabindex]`);
