/**
 * For `ref`: moves the focus to an element when it appears. A screen that replaces another would else leave the focus nowhere,
 * and who cannot see it would not hear of it.
 */
export const focusWhenShown = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });
