/**
 * The one key of ours that outlives a visit: where the visitor has put the launcher, as CSS, so that the script tag can show it
 * there before anything is loaded; and a mark after it while the outbox holds something to send, so that the next page knows.
 */
export const KEY = "earshot";

/** No CSS: it is passed over. No place has this sign in it. */
const MARK = ";!";

/** Remembers whether something waits to be sent. */
export const markWaiting = (waiting: boolean): void => {
  try {
    const place = (localStorage[KEY] ?? "").replace(MARK, "");
    if (waiting || place) localStorage[KEY] = place + (waiting ? MARK : "");
    else localStorage.removeItem(KEY);
  } catch {
    // Without the mark it is sent when the form is next opened.
  }
};

/** Whether an earlier visit left something to send. */
export const isWaiting = (): boolean => {
  try {
    return (localStorage[KEY] ?? "").includes(MARK);
  } catch {
    return false; // storage is forbidden: then nothing was left either
  }
};
