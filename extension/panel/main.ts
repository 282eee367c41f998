import { database } from "../../shared/transport/index.ts";
import { keptFiles } from "../../widget/attachments/kept-files.ts";
import { draftIn } from "../../widget/draft.ts";
import { ask } from "../ask.ts";
import browser from "../browser.ts";
import { settle } from "../page-language.ts";
import { draftName } from "../popup/compose.ts";
import { quoteFor } from "../popup/quote-for.ts";
import { type Surface, surface } from "../popup/surface.tsx";
import { siteOf, type Tab } from "../popup/tab-facts.ts";
import { TEXT } from "../text.ts";
import { whenTouched } from "../when-touched.ts";
import { carry, isKnown, isSamePlace } from "./follow.ts";
import { bePanel } from "./open-panel.ts";

/*
 * The form in the browser's side panel or sidebar: about the tab that its window shows. Of a tab that nobody clicked the action in
 * the browser tells nothing; a click there is handed on to us by the popup.
 */

settle(document, TEXT.popupTitle);

const db = database(indexedDB);
const writtenAbout = (site: string | undefined) => ({
  words: draftIn(db, draftName(site)),
  files: keptFiles(db, draftName(site)),
});
const about = document.getElementById("about")!;

let tab: Tab = {};
let shown: Surface | undefined;

type Reason = {
  /** The action, in this tab. */
  clicked?: boolean;
  opened?: boolean;
  anew?: boolean;
};

const show = async ({ clicked = false, opened = false, anew = clicked }: Reason): Promise<void> => {
  const [now = {} as Tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (shown && !anew && isSamePlace(tab, now)) {
    Object.assign(tab, { url: undefined, title: undefined }, now); // another page of the site
    shown.look();
    return;
  }
  shown?.destroy();
  const site = siteOf(now);
  if (site && tab.id === now.id && !siteOf(tab)) {
    await carry(writtenAbout(undefined), writtenAbout(site)).catch(() => {}); // a courtesy, as keeping it is
  }
  tab = { ...now };
  about.textContent = site ? TEXT.panelAbout(new URL(site).host) : isKnown(tab) ? "" : TEXT.panelUnknown;
  shown = await surface({
    tab,
    quote: clicked || opened ? await quoteFor(tab.id) : "",
    withPicture: (clicked || opened) && isKnown(tab), // nobody asks for one by going to another tab
    needsClick: !clicked, // what we know of the tab tells nothing of it
    leave: () => {},
  });
};

let turn: Promise<void> = Promise.resolve();
const follow = (reason: Reason = {}): void => {
  turn = turn.then(() => show(reason)).catch(() => {});
};

follow({ opened: true }); // by a press, or by the browser itself
browser.tabs.onActivated.addListener(() => follow());
browser.tabs.onUpdated.addListener((id, { status, url }) => {
  if (id === tab.id && (url !== undefined || status === "complete")) follow();
});
browser.storage.local.onChanged.addListener((changes) => {
  if ("connections" in changes) follow({ anew: true });
});
/** The bar tells what is new. Only after a press: browsers open a panel by themselves that was open when they were closed. */
const askForReplies = () => void ask((info) => browser.runtime.connect(info), "conversations", {}).catch(() => {});
whenTouched(window, askForReplies);
window.addEventListener("focus", () => shown?.look());
const { id: windowId } = await browser.windows.getCurrent();
if (windowId !== undefined)
  bePanel(windowId, () => {
    follow({ clicked: true });
    askForReplies();
  });
