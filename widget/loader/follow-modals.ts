/**
 * While a modal dialog of the page is open, all that is not in it is dead: so the host moves into the newest one, and back
 * home.
 *
 * @param moved Called after each move, which has ended whatever of the host's was on top.
 * @param listening Its signal ends it all.
 */
export const followModals = (
  host: Element,
  launcher: HTMLElement,
  moved: () => void,
  listening: { signal: AbortSignal; capture: boolean },
): void => {
  const home = document.documentElement;
  const move = (to: Element) => {
    if (listening.signal.aborted || to === host.parentNode) return;
    to.append(host);
    launcher.showPopover();
    moved();
  };
  document.addEventListener(
    "toggle",
    // The last in the page is the newest, but for pages that stack them.
    () => move([...document.querySelectorAll("dialog:modal")].pop() ?? home),
    listening,
  );
  // A dialog that is taken out of the page takes us along and tells nobody; but then we have no size any more. Home, not back
  // into another one: there is no quarrelling with whoever empties a dialog.
  new ResizeObserver(() => host.isConnected || move(home)).observe(launcher);
};
