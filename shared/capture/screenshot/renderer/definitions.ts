import { isWithinPrivate } from "../../element-tree.ts";
import { symbolId } from "./resources/index.ts";
import type { Steps } from "./slices.ts";
import { writeShape } from "./svg.ts";
import { PASSED_ON } from "./svg-properties.ts";
import type { Around, Work } from "./work.ts";

const SVG = "http://www.w3.org/2000/svg";

export type Definitions = {
  /** Where references are looked up: the document, or the component that is being written. */
  root: Node;
  /** The name in the picture of what an address refers to: `#id`, `id`, or that of another file. */
  nameOf: (address: string) => string;
  /** Addresses of other files. */
  elsewhere: Set<string>;
  /** Those that have not been written yet. */
  next: () => { element: Element; name: string } | undefined;
};

const lookUp = (root: Node, id: string): Element | null => {
  const found = "getElementById" in root ? (root as Document).getElementById(id) : null;
  return found ?? root.ownerDocument?.getElementById(id) ?? null;
};

/** Only shapes can be used out of a drawing that is not displayed. */
const isIdle = (element: Element): boolean => {
  if (!/Gradient$|^(pattern|clipPath|mask|filter)$/.test(element.localName)) return false;
  for (let one: Element | null = element; one; one = one.parentElement)
    if (one.localName === "svg" && getComputedStyle(one).display === "none") return true;
  return false;
};

/** Keeps what a picture refers to, such as gradients and symbols, each under one name of its own. */
export const createDefinitions = (document: Document): Definitions => {
  const names = new Map<Element, string>();
  const waiting: Array<{ element: Element; name: string }> = [];
  const elsewhere = new Set<string>();
  return {
    root: document,
    elsewhere,
    nameOf(address) {
      const [file, id = ""] = address.includes("#") ? address.split("#") : ["", address];
      if (file && new URL(file, document.baseURI).href !== document.URL.split("#")[0]) {
        elsewhere.add(address);
        return symbolId(address);
      }
      const element = lookUp(this.root, id);
      if (!element || element.namespaceURI !== SVG || isIdle(element)) return "none";
      let name = names.get(element);
      if (!name) {
        name = `d${names.size}`;
        names.set(element, name);
        waiting.push({ element, name });
      }
      return name;
    },
    next: () => waiting.shift(),
  };
};

/** Writes all that was referred to, and what that refers to. */
export function* writeDefinitions(work: Work, outer: Around): Steps<void> {
  for (let one = work.definitions.next(); one; one = work.definitions.next()) {
    const { element, name } = one;
    if (isWithinPrivate(element) || work.isExcluded(element)) continue;
    const parent = element.parentElement;
    const style = parent && work.view.getComputedStyle(parent);
    const around: Record<string, string> = {};
    for (const property of PASSED_ON) around[property] = style?.getPropertyValue(property) ?? "";
    work.definitions.root = element.getRootNode();
    yield* writeShape(work, element, around, outer, name);
  }
}
