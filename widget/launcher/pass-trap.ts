/** Whether Tab went on at the other end: from a later element of the page to an earlier one, or with Shift the other way. */
const wentRound = (from: Element, to: Element, back: boolean): boolean =>
  Boolean(
    from.compareDocumentPosition(to) & (back ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING),
  );

/**
 * A modal that a library draws keeps the focus by script: at its last element Tab begins at its first one again, and what stands
 * outside is reached by mouse only. Makes the launcher one more stop of that round. From there the next Tab is the page's.
 *
 * @param pressed The key's event, before the page has done anything about it.
 */
export const passTrap = ({ target: from, shiftKey }: KeyboardEvent, host: Element, launcher: HTMLElement): void => {
  // Once the page has moved the focus: some do it when the key is pressed, some when an element beside the modal gets the focus.
  setTimeout(() => {
    const to = document.activeElement;
    if (!(from instanceof Element) || !to || from === host || to === host) return;
    if (!wentRound(from, to, shiftKey) || !to.closest("[role$=dialog]")?.contains(from)) return;
    const quiet = new AbortController();
    for (const type of ["focus", "focusin", "blur", "focusout"])
      window.addEventListener(type, (event) => event.stopImmediatePropagation(), {
        capture: true,
        signal: quiet.signal,
      });
    launcher.focus();
    quiet.abort();
  });
};
