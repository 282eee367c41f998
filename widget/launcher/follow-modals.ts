/** So often it comes back to a page that throws it out; one that does so for ever is left alone. */
const MOST_RETURNS = 9;
/** How long after a return it is looked whether it was for good, in ms. */
const LOOK_AGAIN = 1_000;

/** The modal that has the focus, also within components, as far as their roots are open. */
const modalInFocus = (host: Element): Element | undefined => {
  let inner = document.activeElement;
  while (inner && inner !== host && inner.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
  let at: Node | null = inner;
  for (; at; at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host)
    if ((at as Element).matches?.("dialog:modal")) return at as Element;
  return undefined;
};

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
    // One within a component is found by its focus only: as long as it is open, that it has lost it is no reason to leave.
    const { parentNode: here } = host;
    const stay = here !== null && here.getRootNode() !== document && (here as Element).matches(":modal");
    move(modalInFocus(host) ?? (stay ? (here as Element) : (modals[modals.length - 1] ?? home)));
  };
  document.addEventListener("toggle", follow, { signal, capture: true });
  // Afterwards: the page is in the midst of opening it.
  document.addEventListener("focus", () => void setTimeout(follow), { signal, capture: true });
  // A dialog that is taken out of the page takes us along and tells nobody; but then we have no size any more. Home, not back
  // into another one: there is no quarrelling with whoever empties a dialog.
  const comeBack = () => {
    if (signal.aborted) return;
    if (host.isConnected) return follow(); // that a component closes its modal is heard by nobody else
    // What went with what it stood in was not meant.
    if (!host.parentNode && returns++ >= MOST_RETURNS) return;
    if (!home.isConnected) return lost();
    move(home);
    setTimeout(comeBack, LOOK_AGAIN); // taken out again before the next frame, it would have no other size than before
  };
  // Afterwards: what an observer adds while it observes is an error that the page hears of.
  const watch = new ResizeObserver(() => void setTimeout(comeBack));
  watch.observe(launcher);
  signal.addEventListener("abort", () => watch.disconnect());
  if (!host.isConnected) move(document.documentElement);
  else follow();
};
