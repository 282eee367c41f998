import { render } from "preact";
import { createQueue, database, indexedDbStorage } from "../../shared/transport/index.ts";
import { ask, type Connect } from "../ask.ts";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { settle } from "../page-language.ts";
import { marksIn, repliedIn } from "../replies/marks.ts";
import { conversationsOnPage, dropDrafts } from "../replies/on-page.ts";
import { widgetSay } from "../replies/spoken.ts";
import { Thread } from "../replies/thread.tsx";
import { settings } from "../settings.ts";
import { TEXT } from "../text.ts";
import { whenTouched } from "../when-touched.ts";
import type { HistoryEntry } from "./entry.ts";
import { historyIn } from "./history.ts";
import { HistoryPage, wordsOf } from "./page.tsx";

settle(document, `${TEXT.historyTitle} - Earshot`);
const kept = settings(browser.storage.local);
const history = historyIn(kept.history, navigator.locks);
const connections = connectionsIn(kept, navigator.locks);
const marks = marksIn(kept.replies, navigator.locks);
const queue = createQueue({ storage: indexedDbStorage(database(indexedDB)) });
const connect: Connect = (info) => browser.runtime.connect(info);
/** Starts a worker that sleeps, which then looks what has become of everything, and says so on the extension's button. */
const look = () => void ask(connect, "flush", {}).catch(() => {});
const talks = conversationsOnPage({
  connect,
  marks,
  drafts: localStorage,
  learn: widgetSay,
  changed: () => void show(),
});
const replied = async () => repliedIn(await marks.all(), await connections.all(), await history.all());

/** Of an entry that was replied to, what was said; open only by a press, or where it alone is new. */
const threadOf = (entry: HistoryEntry, replied: ReadonlyMap<string, number>) => {
  const unread = replied.get(entry.id);
  if (unread === undefined) return null;
  return (
    <Thread
      about={wordsOf(entry)}
      unread={unread}
      conversation={talks.opened(entry.id)}
      say={talks.say()}
      open={async () => {
        await talks.look().catch(() => {}); // what was read before can be shown
        return talks.open(entry.id);
      }}
      close={talks.close}
      send={(content, id) => talks.send(entry.id, content, id)}
    />
  );
};

/** What was begun as an answer to a message goes with it. */
const tidy = async () => dropDrafts(localStorage, new Set((await history.all()).map(({ id }) => id)));

const show = async () => {
  const [entries, news] = await Promise.all([history.all(), replied()]);
  render(
    <HistoryPage
      entries={entries}
      replies={(entry) => threadOf(entry, news)}
      discard={async (id) => {
        await history.discard(id, queue.remove);
        look();
      }}
      clear={() => history.clear()}
      edit={() => browser.action.openPopup()}
      openSettings={() => void browser.runtime.openOptionsPage()}
    />,
    document.getElementById("history")!,
  );
};

browser.storage.onChanged.addListener((changes, area) => {
  if (area !== "local") return;
  if ("history" in changes) void tidy();
  if (["history", "replies", "connections"].some((name) => name in changes)) void show();
});
await show();
void tidy();
look();
whenTouched(window, async () => {
  await talks.look().catch(() => {});
  const fresh = [...(await replied())].filter(([, unread]) => unread > 0);
  const [only] = fresh;
  if (only && fresh.length === 1 && (await talks.open(only[0]).catch(() => false)))
    document.querySelector(".talk")?.scrollIntoView({ block: "nearest" });
});
