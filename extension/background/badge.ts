import type { Queue } from "../../shared/transport/index.ts";
import { TEXT } from "../text.ts";

/** What of `browser.action` the badge needs. */
export type Action = {
  setBadgeText(details: { text: string }): Promise<void>;
  setBadgeBackgroundColor(details: { color: string }): Promise<void>;
  setTitle(details: { title: string }): Promise<void>;
};

const WAITS = "#5c6370";
const REFUSED = "#b3261e";

/** Shows on the extension's button how much waits to be sent, in red where something waits for its writer. */
export const showBadge = async (queue: Pick<Queue, "heads">, action: Action): Promise<void> => {
  const heads = await queue.heads();
  const refused = heads.filter(({ state }) => state === "needs-you").length;
  await Promise.all([
    action.setBadgeText({ text: heads.length > 0 ? String(heads.length) : "" }),
    action.setBadgeBackgroundColor({ color: refused > 0 ? REFUSED : WAITS }),
    action.setTitle({ title: TEXT.actionTitle(heads.length, refused) }),
  ]);
};
