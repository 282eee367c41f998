/**
 * For `ref`: moves the focus to an element when it appears. A screen that replaces another would else leave the focus nowhere,
 * and who cannot see it would not hear of it.
 */
export const focusWhenShown = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });

/** For `ref`: takes the focus when what had it in the open dialog is gone. Else whoever goes by keyboard begins anew. */
export const focusIfLost = (element: HTMLElement | null): void => {
  const isLost = (element?.getRootNode() as ShadowRoot | undefined)?.activeElement === null;
  if (isLost && element?.closest("dialog[open]")) element.focus();
};
