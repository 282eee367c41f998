import type { WantedPart } from "./part.ts";
import { TEXT } from "./text.ts";

const READY = "✓";
const FAILED = "!";

/** What of `browser.action` the sign needs. */
export type SignAction = {
  getBadgeText(details: { tabId: number }): Promise<string>;
  setBadgeText(details: { tabId: number; text: string | null }): Promise<void>;
  getTitle(details: object): Promise<string>;
  setTitle(details: { tabId: number; title: string | null }): Promise<void>;
};

/** Says on a tab's button what came of a choice there, for who has to click it to know. */
export const sign = async (action: SignAction, { tabId, came }: WantedPart): Promise<void> => {
  if (came.state !== "ready" && came.state !== "failed") return;
  await action.setBadgeText({ tabId, text: came.state === "ready" ? READY : FAILED });
  await action.setTitle({ tabId, title: came.state === "ready" ? TEXT.partReady : came.message });
};

/** The tab's button says again what that of every tab says; where it was not signed, nothing changes. Never rejects. */
export const unsign = async (action: SignAction, tabId: number): Promise<void> => {
  const text = await action.getBadgeText({ tabId }).catch(() => ""); // that tab is gone, and its sign with it
  if (text !== READY && text !== FAILED) return;
  await action.setBadgeText({ tabId, text: null }).catch(() => {}); // not "", which hides how many messages wait
  // Chrome gives a tab's title back only when its page is left, and throws at null: until then it has a copy.
  const inherit = async () => action.setTitle({ tabId, title: null });
  const copy = async () => action.setTitle({ tabId, title: await action.getTitle({}) });
  await inherit()
    .catch(copy)
    .catch(() => {});
};
