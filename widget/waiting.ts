/** Set while the outbox holds something to send, so that the next page knows without loading anything. */
const MARK = "earshot:waiting";

/** Whether an earlier visit left something to send. */
export const isWaiting = (): boolean => {
  try {
    return MARK in localStorage;
  } catch {
    return false; // storage is forbidden: then nothing was left either
  }
};

export const markWaiting = (waiting: boolean): void => {
  try {
    if (waiting) localStorage.setItem(MARK, "");
    else localStorage.removeItem(MARK);
  } catch {
    // Without the mark it is sent when the form is next opened.
  }
};
