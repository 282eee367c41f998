import type { Fetch } from "../../shared/api/request.ts";
import { createQueue, database, indexedDbStorage, type Queue } from "../../shared/transport/index.ts";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { wasWanted } from "../errors/asking.ts";
import { ERRORS_FILE, errorsIn, inOpenPages } from "../errors/in-tab.ts";
import { errorSitesIn } from "../errors/sites.ts";
import { historyIn } from "../history/history.ts";
import { answerTeam, findConversations } from "../replies/in-worker.ts";
import { marksIn, repliedIn, sumOf } from "../replies/marks.ts";
import { sessionSettings, settings } from "../settings.ts";
import { showBadge } from "./badge.ts";
import { dispatcher } from "./dispatcher.ts";
import { takeFullPage } from "./full-page.ts";
import { handedDrafts } from "./handed-draft.ts";
import { handedFiles } from "./handed-files.ts";
import { longTabOf } from "./long-tab.ts";
import { MENUS, quoteOf } from "./menus.ts";
import { FLUSH_ALARM, submit, workerOutbox } from "./outbox.ts";
import { PART_ALARM, partKeeper, type Sender } from "./part.ts";
import { partTabOf } from "./part-tab.ts";
import { partWords } from "./part-words.ts";
import { takePicture } from "./picture.ts";
import { tabOf } from "./tab.ts";

/*
 * The worker's table of contents. The browser stops it when it has nothing to do and starts it for each event: every
 * listener is set here, at once, and nothing is kept but in storage.
 */

const kept = settings(browser.storage.local);
const connections = connectionsIn(kept, navigator.locks);
const history = historyIn(kept.history, navigator.locks);
const marks = marksIn(kept.replies, navigator.locks);
const { pointedOut, errorsWanted, errorsBegun, conversations, part } = sessionSettings(browser.storage.session);
const fetchHere: Fetch = (url, init) => fetch(url, init);
const queue = createQueue({ storage: indexedDbStorage(database(indexedDB)) });
const badge = async (queue: Pick<Queue, "heads">): Promise<void> => {
  const [read, those, entries] = await Promise.all([marks.all(), connections.all(), history.all()]);
  await showBadge(queue, browser.action, sumOf(repliedIn(read, those, entries)));
};
const { drafts, withAdd } = handedDrafts();
const outbox = workerOutbox({
  withAdd,
  indexedDB,
  locks: navigator.locks,
  fetch: fetchHere,
  alarms: browser.alarms,
  // Where one of them fails, the next change shows it.
  changed: (queue) => {
    void badge(queue).catch(() => {});
    void history.reconcile(queue, connections.all).catch(() => {});
  },
  sent: (id, feedback) => void history.sent(id, feedback).catch(() => {}),
});
const takeFiles = handedFiles(database(indexedDB), history);
/** Only while they are on their way from here: a worker that is started anew sends what it finds. */
const leaving = new Map<string, AbortController>();

const repliesWorld = { connections, history, marks, kept: conversations, fetch: fetchHere, now: Date.now };

const errorSites = errorSitesIn({
  kept: kept.errorSites,
  permissions: browser.permissions,
  scripts: browser.scripting,
  inOpenPages,
  file: ERRORS_FILE,
  locks: navigator.locks,
});

const switchErrorsOn = async (site: string): Promise<boolean> => {
  await errorsBegun.set({ site, at: Date.now() }).catch(() => {}); // first: who hears that it is on says since when
  return errorSites.switchOn(site);
};

/** In one tab pictures are taken one after the other: what one hides or scrolls, another would show or move again. */
const alone = <T>({ tabId }: { tabId: number }, signal: AbortSignal, take: () => Promise<T>): Promise<T> =>
  navigator.locks.request(`earshot picture ${tabId}`, { signal }, take);

const live = new AbortController().signal; // nobody hangs up
const parts = partKeeper({
  kept: part,
  id: browser.runtime.id,
  page: (tabId) => partTabOf(tabId, partWords()),
  take: (tab) => alone(tab, live, () => takePicture(tabOf(tab), live)),
  alarms: browser.alarms,
  action: browser.action,
});
/** A picture of more than a part of it: the selector of a choice that is being made would be in it. */
const allOf = <T>(tab: { tabId: number }, signal: AbortSignal, take: () => Promise<T>): Promise<T> =>
  alone(tab, signal, async () => {
    await parts.callOff(tab.tabId);
    return take();
  });

browser.runtime.onConnect.addListener(
  dispatcher(
    {
      "take-picture": (tab, { signal }) => allOf(tab, signal, () => takePicture(tabOf(tab), signal)),
      submit: (question, { tell, signal }) =>
        submit(question, { outbox, connections, history, drafts, takeFiles, leaving, tell, signal }),
      "take-back": async ({ id }) => {
        leaving.get(id)?.abort();
        return null;
      },
      "page-errors": async ({ tabId }) => ({ logs: await errorsIn(tabId, errorSites) }),
      "switch-errors": async ({ site, isOn }) => {
        if (isOn) return { isOn: await switchErrorsOn(site) };
        await errorSites.switchOff(site);
        return { isOn };
      },
      "choose-part": (wish, { signal }) => alone(wish, signal, () => parts.begin(wish)), // not into a picture that is being taken
      "stop-part": ({ visit }) => parts.stop(visit).then(() => null),
      flush: () => outbox.flush().then(() => null),
      conversations: () => findConversations(repliesWorld),
      answer: (question) => answerTeam(question, repliesWorld),
      "take-full-page": (tab, { tell, signal }) =>
        allOf(tab, signal, () => takeFullPage(tabOf(tab), longTabOf(tab), signal, tell)),
    },
    { id: browser.runtime.id, home: browser.runtime.getURL("") },
  ),
);

browser.storage.local.onChanged.addListener((changes) => {
  if ("connections" in changes) void conversations.clear(); // what was read by one that has ended
  if (["connections", "history", "replies"].some((name) => name in changes)) void badge(queue).catch(() => {});
});

// From the page itself, where our selector was: the browser says who it is that speaks.
browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => parts.hear(message, sender));

browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === FLUSH_ALARM) void outbox.flush();
  if (name === PART_ALARM) void parts.forget();
});

// Menus outlive the worker: those of an older version, or in the language that the browser spoke before, go first.
const setMenus = () =>
  void browser.contextMenus.removeAll().then(() => {
    for (const menu of MENUS) browser.contextMenus.create({ ...menu, contexts: [...menu.contexts] });
  });
browser.runtime.onInstalled.addListener(setMenus);
browser.runtime.onStartup.addListener(setMenus); // which starts the worker with the browser, too: it flushes below

// An update forgets what is injected by itself; what it was allowed for may end at any time, and begin when the popup is gone.
const settleErrors = () => void errorSites.settle().catch(() => {});
browser.runtime.onInstalled.addListener(settleErrors);
browser.runtime.onStartup.addListener(settleErrors);
browser.permissions.onRemoved.addListener(settleErrors);
browser.permissions.onAdded.addListener(({ origins = [] }) => {
  void wasWanted(origins, errorsWanted)
    .then((site) => (site === undefined ? false : switchErrorsOn(site)))
    .catch(() => {});
});

browser.contextMenus.onClicked.addListener((info, tab) => {
  if (tab?.id === undefined) return;
  // At once: a moment later the click would no longer count as the reason to open anything.
  void pointedOut.set({ tabId: tab.id, quote: quoteOf(info), at: Date.now() });
  void browser.action.openPopup().catch(() => {}); // the next click on the action has it
});

// Out of reach of scripts in pages, ours too. Firefox has no such door: there it is closed by injecting none that reads it.
void (chrome.storage.local as Partial<chrome.storage.StorageArea>).setAccessLevel?.({
  accessLevel: "TRUSTED_CONTEXTS",
});

void outbox.flush(); // whatever started us, a worker that was stopped in the middle left its work in the outbox
