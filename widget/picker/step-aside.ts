const focusedIn = (document: Document): HTMLElement | null => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return one as HTMLElement | null;
};

/**
 * Takes a modal dialog off the page, without an end to what it is there for: while it is modal, nothing of the page can be pointed at.
 *
 * @returns `gone` is aborted when somebody closes the dialog for good meanwhile; `back` shows it again, the focus where it was.
 */
export const stepAside = (dialog: HTMLDialogElement) => {
  const gone = new AbortController();
  const focused = focusedIn(document);
  dialog.addEventListener("close", (event) => event.stopImmediatePropagation(), { capture: true, once: true });
  dialog.close();
  const opener = focusedIn(document);
  // By the time of a second one the first has been met.
  const end = () => gone.abort();
  setTimeout(() => dialog.addEventListener("close", end, { signal: gone.signal }));
  return {
    gone: gone.signal,
    back() {
      dialog.removeEventListener("close", end);
      if (gone.signal.aborted || dialog.open || !dialog.isConnected) return;
      opener?.focus({ preventScroll: true }); // it has the focus again when the dialog is closed for good
      dialog.showModal();
      focused?.focus();
    },
  };
};
