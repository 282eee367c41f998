import { render } from "preact";
import { createQueue, database, indexedDbStorage } from "../../shared/transport/index.ts";
import { ask } from "../ask.ts";
import browser from "../browser.ts";
import { settle } from "../page-language.ts";
import { settings } from "../settings.ts";
import { TEXT } from "../text.ts";
import { historyIn } from "./history.ts";
import { HistoryPage } from "./page.tsx";

settle(document, `${TEXT.historyTitle} - Earshot`);
const history = historyIn(settings(browser.storage.local).history, navigator.locks);
const queue = createQueue({ storage: indexedDbStorage(database(indexedDB)) });
/** Starts a worker that sleeps, which then looks what has become of everything, and says so on the extension's button. */
const look = () => void ask((info) => browser.runtime.connect(info), "flush", {}).catch(() => {});

const show = async () =>
  render(
    <HistoryPage
      entries={await history.all()}
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

browser.storage.onChanged.addListener((changes, area) => {
  if (area === "local" && "history" in changes) void show();
});
await show();
look();
