import { ask } from "../ask.ts";
import browser from "../browser.ts";
import type { WantedPart } from "../part.ts";
import { unsign } from "../part-sign.ts";
import { sessionSettings } from "../settings.ts";
import { cameBack } from "./came-back.ts";
import type { PartInForm } from "./part-in-form.ts";
import type { Tab } from "./tab-facts.ts";

/** What the popup has to do with a part of the page. */
export type ChosenPart = Pick<PartInForm, "isPopup" | "part">;

/** Where a part of a page is kept that is being chosen. */
export const keptParts = (): Pick<PartInForm, "kept" | "changes"> => ({
  kept: sessionSettings(browser.storage.session).part,
  changes(changed) {
    const { onChanged } = browser.storage.session;
    onChanged.addListener(changed);
    return () => onChanged.removeListener(changed);
  },
});

/** What came of the part that was to be chosen in this tab, said once. A choice that is still being made ends: its maker came back. */
export const keptPart = async ({ id: tabId, url }: Tab): Promise<WantedPart | undefined> => {
  const { kept } = keptParts();
  const wanted = await kept.get();
  if (wanted?.by !== "popup" || wanted.tabId !== tabId) return undefined;
  if (wanted.came.state === "choosing") {
    await ask((info) => browser.runtime.connect(info), "stop-part", { visit: wanted.visit }).catch(() => {});
  } else {
    await kept.clear();
    void unsign(browser.action, tabId);
  }
  return cameBack(wanted, url);
};
