import { ask } from "../ask.ts";
import browser from "../browser.ts";
import { settle } from "../page-language.ts";
import { panelOpener, toPanel } from "../panel/open-panel.ts";
import { TEXT } from "../text.ts";
import { keptPart } from "./kept-parts.ts";
import { refuseChooser } from "./no-chooser.tsx";
import { quoteFor } from "./quote-for.ts";
import { surface } from "./surface.tsx";
import type { Tab } from "./tab-facts.ts";

settle(document, TEXT.popupTitle);
const [tab = {} as Tab] = await browser.tabs.query({ active: true, currentWindow: true });
const leave = () => window.close();

if (await toPanel(tab.windowId)) leave();
else {
  const openPanel = panelOpener(tab.windowId);
  if ("sidebarAction" in browser)
    refuseChooser(document.querySelector("main")!, openPanel && (() => void openPanel().then(leave, () => {})));
  const part = await keptPart(tab);
  await surface({
    tab,
    chosen: { isPopup: true, part },
    quote: await quoteFor(tab.id),
    withPicture: true, // a click on the action is the wish for it; one on "Remove" takes it back
    openPanel,
    leave,
  });
  void ask((info) => browser.runtime.connect(info), "conversations", {}).catch(() => {}); // the bar tells what is new
}
