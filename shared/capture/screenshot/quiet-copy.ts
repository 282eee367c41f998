import { elementsBelow, MASK } from "../masking.ts";

/** A link whose sheet never comes does not hold the picture up for longer. */
const SHEET_MS = 3_000;

const isStyle = (element: Element): element is HTMLStyleElement => element instanceof HTMLStyleElement;
const rulesOf = (sheet: CSSStyleSheet | null): string[] => [...(sheet?.cssRules ?? [])].map(({ cssText }) => cssText);

/** What the library asks of one object is answered here: nobody else's object is changed, and no prototype. */
const answer = (object: object, answers: Record<string, unknown>): void => {
  for (const [name, value] of Object.entries(answers))
    Object.defineProperty(object, name, { configurable: true, value });
};

/** Neither is drawn, and the page's rules may forbid a second one: links that fetch ahead, sheets and addresses that were let in nowhere. */
export const isForbiddenAgain = (element: Element): boolean =>
  element.matches("base,meta[http-equiv]") ||
  (element.matches("link,style") && !(element as HTMLLinkElement | HTMLStyleElement).sheet);

/**
 * Lets the engine's copy of a page come about without anything that the page's policy could forbid and report: the copy's
 * frame has the policy of the page. No inline style but the page's own, with the text that was let in there; no base
 * address but the one in force; and where Trusted Types are known, no policy of ours and nothing written as text.
 *
 * @param place Where the engine puts its frame.
 * @param marked Elements that copy themselves already.
 * @returns How to take it back.
 */
export const keepCopyQuiet = (page: Document, place: HTMLElement, marked: Set<Element>): (() => void) => {
  const originals = new Map<Element, HTMLStyleElement>();
  const styles = [...elementsBelow(page)].filter(isStyle).filter((style) => !marked.has(style));
  for (const style of styles)
    answer(style, {
      cloneNode(deep?: boolean) {
        const copy = Node.prototype.cloneNode.call(style, deep) as Element;
        originals.set(copy, style);
        return copy;
      },
    });

  const types = (page.defaultView as { trustedTypes?: object } | null)?.trustedTypes;
  const forget = () => Reflect.deleteProperty(types ?? {}, "getPolicy");
  const hasBase = page.querySelector("base[href]") !== null && page.baseURI !== page.URL;

  const prepare = (frame: HTMLIFrameElement, copy: Document, view: Window & typeof globalThis) => {
    const adopted: [Document | ShadowRoot, string][] = [];
    answer(copy, {
      createElement: (name: string) =>
        Document.prototype.createElement.call(copy, name === "base" && !hasBase ? "earshot-base" : name),
      adoptNode(root: Element) {
        const here = Document.prototype.adoptNode.call(copy, root);
        for (const element of [...elementsBelow(root)]) {
          const original = originals.get(element);
          if (original) {
            element.textContent = original.textContent;
            (element as HTMLStyleElement).nonce = original.nonce;
          } else if (element.localName === "style" && isStyle(element) && !element.hasAttribute(MASK)) {
            const scope = element.getRootNode();
            adopted.push([scope instanceof ShadowRoot ? scope : copy, element.textContent ?? ""]);
            element.remove();
          }
          // The contents of frames are not drawn, so they are not asked for again.
          if (element.matches("iframe,frame,embed"))
            for (const name of ["src", "srcdoc"]) element.removeAttribute(name);
          // The library puts back what it has read, as text, and inline styles as text may be forbidden.
          if (element.localName === "svg")
            answer(element, {
              setAttribute(name: string, value: string) {
                if (name === "style") (element as SVGElement).style.cssText = value;
                else Element.prototype.setAttribute.call(element, name, value);
              },
            });
        }
        return here;
      },
      replaceChild(root: Element, old: Element | null) {
        old?.remove();
        Node.prototype.appendChild.call(copy, root);
        if (!copy.body?.hasChildNodes()) copy.body?.append(""); // the library waits until there is something in it
        for (const [scope, text] of adopted) {
          const sheet = new view.CSSStyleSheet({ baseURL: page.baseURI });
          sheet.replaceSync(text);
          scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet];
        }
        // What scripts have put into a sheet comes as they put it there.
        for (const [style, { sheet }] of originals) {
          const wanted = rulesOf(sheet);
          const mine = (style as HTMLStyleElement).sheet;
          if (!mine || wanted.join() === rulesOf(mine).join()) continue;
          while (mine.cssRules.length > 0) mine.deleteRule(0);
          for (const [index, rule] of wanted.entries()) mine.insertRule(rule, index);
        }
        if (types) loaded(frame, root);
      },
    });
    if (!types) return;
    answer(copy, {
      // Firefox leaves what was stopped at "interactive" for ever; `loaded` says when the copy is there.
      readyState: "complete",
      open() {
        // A copy of a page without a doctype stays the blank page it is: that has the same mode.
        if (page.compatMode === "CSS1Compat") (Document.prototype.open as () => Document).call(copy);
        answer(types, { getPolicy: () => ({ createHTML: String }) });
      },
      write: forget,
      // It ends what was opened without parsing the nothing that was written, which would be an old page's mode.
      close: () => view.stop(),
    });
  };

  answer(place, {
    appendChild(frame: HTMLIFrameElement) {
      Node.prototype.appendChild.call(place, frame);
      const { contentDocument, contentWindow } = frame;
      if (contentDocument && contentWindow)
        prepare(frame, contentDocument, contentWindow as Window & typeof globalThis);
      return frame;
    },
  });
  return () => {
    for (const style of styles) Reflect.deleteProperty(style, "cloneNode");
    forget();
  };
};

/** What the frame would say by itself, had it been written: its sheets are there. */
const loaded = (frame: HTMLIFrameElement, root: Element): void => {
  const sheets = [...root.querySelectorAll("link")].map(
    (link) =>
      new Promise((come) => {
        for (const type of ["load", "error"]) link.addEventListener(type, come, { once: true });
      }),
  );
  const late = new Promise((come) => setTimeout(come, SHEET_MS));
  void Promise.race([Promise.all(sheets), late]).then(() => frame.dispatchEvent(new Event("load")));
};
