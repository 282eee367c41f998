/** So often it comes back to a page that throws it out; one that does so for ever is left alone. */
const MOST_RETURNS = 9;

/**
 * While a modal dialog of the page is open, all that is not in it is dead: so the host moves into the newest one, and back
 * home.
 *
 * @param moved Called after each move, which has ended whatever of the host's was on top.
 * @param lost Called instead, when the page has another root than before: whatever listened there is gone too.
 */
export const followModals = (
  host: Element,
  launcher: HTMLElement,
  { moved, lost, signal }: { moved: () => void; lost: () => void; signal: AbortSignal },
): void => {
  const home = document.documentElement;
  let returns = 0;
  const move = (to: Element) => {
    if (signal.aborted || to === host.parentNode) return;
    to.append(host);
    launcher.showPopover?.();
    moved();
  };
  const follow = () => {
    // The last in the page is the newest, but for pages that stack them.
    const modals = [...document.querySelectorAll("dialog:modal")];
    move(modals[modals.length - 1] ?? home);
  };
  document.addEventListener("toggle", follow, { signal, capture: true });
  // A dialog that is taken out of the page takes us along and tells nobody; but then we have no size any more. Home, not back
  // into another one: there is no quarrelling with whoever empties a dialog.
  const comeBack = () => {
    if (signal.aborted || host.isConnected) return;
    // What went with what it stood in was not meant.
    if (!host.parentNode && returns++ >= MOST_RETURNS) return;
    if (home.isConnected) move(home);
    else lost();
  };
  // Afterwards: what an observer adds while it observes is an error that the page hears of.
  const watch = new ResizeObserver(() => void setTimeout(comeBack));
  watch.observe(launcher);
  signal.addEventListener("abort", () => watch.disconnect());
  if (!host.isConnected) move(document.documentElement);
  else follow();
};
