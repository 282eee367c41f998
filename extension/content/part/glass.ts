import css from "./part.css?inline";

/** Where the selector is built: `cover` lies over the page, `glass` is the empty element in it to build into. */
export type Glass = { cover: HTMLElement; glass: HTMLElement };
export type Laid = { host: HTMLElement; remove(): void };

/** On a plain element: one with a name of its own could be the page's to define, and then to look into. */
const MARK = "data-earshot-part";

/** A document takes no other's sheet. Firefox lets no script of an extension set one: there an element of ours has it, past the page's rules. */
const dress = (root: Document | ShadowRoot, view: Window & typeof globalThis): void => {
  try {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    if (root.adoptedStyleSheets.length === 1) return;
  } catch {}
  const style = (root.ownerDocument ?? (root as Document)).createElement("style");
  style.textContent = css;
  ("head" in root ? root.head : root).append(style);
};

/** While a modal dialog is open, nothing outside of it can be pressed. The one on top is met at every point of the window. */
const modalOnTop = (window: Window, openRoot: (element: Element) => ShadowRoot | null): Element | undefined => {
  const [x, y] = [window.innerWidth / 2, window.innerHeight / 2];
  let root: Document | ShadowRoot | null = window.document;
  let found: Element | undefined;
  while (root) {
    const met: Element | null = root.elementFromPoint(x, y);
    found = met?.closest(":modal") ?? found;
    root = met && met.getRootNode() === root ? openRoot(met) : null;
  }
  return found;
};

/**
 * Lays a sheet of glass over a page. It stands in a closed shadow root of an element whose looks the page cannot change, in the
 * top layer, and is a frame: what happens in a frame no listener of the page hears. Where a sandbox makes every frame a
 * stranger to us, it is an element.
 *
 * @param build Called with the empty glass, again whenever the frame was moved within the page, which empties it.
 */
export const layGlass = (
  window: Window & typeof globalThis,
  options: {
    label: string;
    lang: string;
    dir: string;
    openRoot(element: Element): ShadowRoot | null;
    build(glass: Glass): void;
  },
): Laid => {
  const { document } = window;
  const { label, lang, dir, openRoot, build } = options;
  const host = document.createElement("div");
  host.setAttribute(MARK, "");
  const root = host.attachShadow({ mode: "closed" });
  dress(root, window);
  const frame = document.createElement("iframe");
  frame.title = label;
  const lay = (cover: HTMLElement, glass: HTMLElement) => {
    cover.classList.add("cover");
    cover.popover = "manual";
    if (!cover.matches(":popover-open")) cover.showPopover();
    glass.classList.add("glass");
    Object.assign(glass.closest("html") ?? glass, { lang, dir });
    build({ cover, glass });
  };
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    if (inside?.defaultView) {
      inside.title = label;
      dress(inside, inside.defaultView);
      return lay(frame, inside.body);
    }
    const cover = document.createElement("div");
    frame.replaceWith(cover);
    lay(cover, cover);
  });
  root.append(frame);
  (modalOnTop(window, openRoot) ?? document.documentElement).append(host);
  return { host, remove: () => host.remove() };
};
