/** What a keyboard covers at least, in CSS pixels; bars of the browser that come and go cover less. */
const KEYBOARD = 120;

/**
 * Keeps an open dialog above an on-screen keyboard: it covers the page's lower part, and the page stays as tall as it was. A page
 * that somebody has zoomed with two fingers is left alone: they look where they want to.
 */
export const stayInSight = (dialog: HTMLDialogElement): void => {
  if (!dialog.open) return; // closed, or gone, before this had come
  const view = window.visualViewport;
  const closed = new AbortController();
  const place = () => {
    const { height = 0, offsetTop = 0, scale = 1 } = view ?? {};
    const isCovered = scale < 1.01 && innerHeight - height > KEYBOARD;
    const { style } = dialog;
    style.insetBlock = isCovered ? `auto ${innerHeight - height - offsetTop}px` : "";
    style.marginBlock = isCovered ? "0" : "";
    style.maxHeight = isCovered ? `${height}px` : "";
    if (isCovered) dialog.querySelector(":focus")?.scrollIntoView({ block: "nearest" });
  };
  for (const type of ["resize", "scroll"]) view?.addEventListener(type, place, { signal: closed.signal });
  dialog.addEventListener("close", () => closed.abort(), { once: true });
  place();
};
