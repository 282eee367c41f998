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
const NEW = "#3451e0";

/**
 * Shows on the extension's button how much waits to be sent, in red where something waits for its writer; where nothing waits, how many
 * replies of the team's are new.
 */
export const showBadge = async (queue: Pick<Queue, "heads">, action: Action, unread = 0): Promise<void> => {
  const heads = await queue.heads();
  const refused = heads.filter(({ state }) => state === "needs-you").length;
  await Promise.all([
    action.setBadgeText({ text: String(heads.length || unread || "") }),
    action.setBadgeBackgroundColor({ color: refused > 0 ? REFUSED : heads.length > 0 ? WAITS : NEW }),
    action.setTitle({ title: TEXT.actionTitle(heads.length, refused, unread) }),
  ]);
};
