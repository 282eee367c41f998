import browser from "../browser.ts";
import { sessionSettings } from "../settings.ts";

/** Whoever opens the form much later means something else. */
const POINTED_OUT_MS = 60_000;

/** What was clicked in this tab's context menu just now; it is said once. */
export const quoteFor = async (tabId: number | undefined): Promise<string> => {
  const { pointedOut } = sessionSettings(browser.storage.session);
  const found = await pointedOut.get();
  await pointedOut.clear();
  return found && found.tabId === tabId && Date.now() - found.at < POINTED_OUT_MS ? found.quote : "";
};
