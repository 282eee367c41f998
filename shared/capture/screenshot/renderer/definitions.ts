import { symbolId } from "./resources/symbol-id.ts";

const SVG = "http://www.w3.org/2000/svg";

export type Definitions = {
  /** Where references are looked up: the document, or the component that is being written. */
  root: Node;
  /** The name in the picture of what an address refers to: `#id`, `id`, or that of another file. */
  nameOf: (address: string) => string;
  /** Addresses of other files. */
  elsewhere: Set<string>;
  /** How many there are. */
  readonly count: number;
  /** The next of those that have not been written yet. */
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
    get count() {
      return names.size;
    },
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
