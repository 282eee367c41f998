import browser from "../browser.ts";

/*
 * One panel a window: while it is open, a click on the action is meant for it. It holds a lock by which the popup knows, and hears
 * of the click over a channel.
 */

const lockOf = (windowId: number): string => `earshot panel ${windowId}`;
const CHANNEL = "earshot panel";

/** @returns What opens the side panel (Chrome) or sidebar (Firefox), to be called in answer to a press. */
export const panelOpener = (windowId: number | undefined): (() => Promise<void>) | undefined => {
  const { sidePanel } = chrome as Partial<typeof chrome>;
  if (sidePanel && windowId !== undefined) return () => sidePanel.open({ windowId });
  const { sidebarAction } = browser as Partial<typeof browser>;
  return sidebarAction && (() => sidebarAction.open());
};

/** Says for as long as this page lives that it is the panel of its window. @param clicked Called on each click on the action there. */
export const bePanel = (windowId: number, clicked: () => void): void => {
  void navigator.locks.request(lockOf(windowId), () => new Promise(() => {}));
  new BroadcastChannel(CHANNEL).addEventListener("message", ({ data }) => {
    if (data === windowId) clicked();
  });
};

/** Hands a click on the action on to the panel of its window. @returns Whether there is one. */
export const toPanel = (windowId: number | undefined): Promise<boolean> =>
  navigator.locks.request(lockOf(windowId ?? -1), { ifAvailable: true }, (lock) => {
    if (lock) return false;
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(windowId);
    channel.close();
    return true;
  });
