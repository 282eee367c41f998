/** Where a control goes by what it did, focus goes to its room: else the keys would begin at the top of the page again. */
export const focusRoom = (control: HTMLElement): void => control.closest("main")?.focus({ preventScroll: true });
