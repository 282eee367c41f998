/** What an address of ours ends with when a press opened it. */
export const OPENED = "#opened";

/**
 * Calls back once: now, if a press opened this page; else when somebody presses or types in it. A page that the browser brought back by
 * itself when it was started asks nobody anything before that.
 */
export const whenTouched = (page: Pick<Window, "document" | "location" | "history">, work: () => void): void => {
  if (page.location.hash === OPENED) {
    page.history.replaceState(null, "", page.location.pathname);
    work();
    return;
  }
  const done = new AbortController();
  const touched = () => {
    done.abort();
    work();
  };
  for (const kind of ["pointerdown", "keydown"])
    page.document.addEventListener(kind, touched, { capture: true, passive: true, signal: done.signal });
};
