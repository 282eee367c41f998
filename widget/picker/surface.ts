import css from "./picker.css?inline";

const COVER =
  "all:initial;display:block;position:fixed;inset:0;width:100%;height:100%;border:0;background:none;color-scheme:light";

/** Where the picker is built: `cover` lies over the page, `glass` is the empty element in it to build into. */
export type Surface = { cover: HTMLElement; glass: HTMLElement };

/**
 * Lays a sheet of glass over the page: a frame, since what happens in a frame no listener of the page hears, not even one on
 * its window. Where a sandbox makes every frame a stranger to us, it is an element; listeners on the page's window hear of that one.
 *
 * @param shell The form's own element: the glass is laid beside it, in its language.
 * @param build Called with the empty glass, again whenever the frame was moved within the page, which empties it.
 * @returns Takes it away.
 */
export const laySurface = (shell: HTMLElement, label: string, build: (surface: Surface) => void): (() => void) => {
  const root = shell.getRootNode() as ShadowRoot;
  const frame = document.createElement("iframe");
  frame.title = label;
  frame.style.cssText = COVER;
  let cover: HTMLElement = frame;
  const sheets = root.adoptedStyleSheets;
  const lay = (to: Document | ShadowRoot, view: Window & typeof globalThis, glass: HTMLElement) => {
    const sheet = new view.CSSStyleSheet(); // a document takes no other's
    sheet.replaceSync(css);
    to.adoptedStyleSheets = [...to.adoptedStyleSheets, sheet];
    glass.className = "glass";
    Object.assign(glass.closest("html") ?? glass, { lang: shell.lang, dir: shell.dir });
    cover.popover = "manual";
    if (!cover.matches(":popover-open")) cover.showPopover();
    build({ cover, glass });
  };
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    if (inside) inside.title = label;
    if (inside?.defaultView) return lay(inside, inside.defaultView, inside.body);
    cover = document.createElement("div");
    frame.replaceWith(cover);
    lay(root, window, cover);
  });
  root.append(frame);
  return () => {
    cover.remove();
    root.adoptedStyleSheets = sheets;
  };
};
