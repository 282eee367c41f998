import { render } from "preact";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { historyIn } from "../history/history.ts";
import { type Connection, sessionSettings, settings } from "../settings.ts";
import { Bar } from "./bar.tsx";
import { Choice } from "./choice.tsx";
import { compose } from "./compose.ts";
import { siteOf, type Tab } from "./tab-facts.ts";
import { Welcome } from "./welcome.tsx";

/** What was clicked in this tab's context menu just now; it is said once. */
const quoteFor = async (tabId: number | undefined): Promise<string> => {
  const { pointedOut } = sessionSettings(browser.storage.session);
  const found = await pointedOut.get();
  await pointedOut.clear();
  return found && found.tabId === tabId && Date.now() - found.at < POINTED_OUT_MS ? found.quote : "";
};
/** Whoever opens the popup much later means something else. */
const POINTED_OUT_MS = 60_000;

const container = document.getElementById("popup")!;
const kept = settings(browser.storage.local);
const connections = connectionsIn(kept, navigator.locks);
const history = historyIn(kept.history, navigator.locks);
const [all, [current]] = await Promise.all([
  connections.all(),
  browser.tabs.query({ active: true, currentWindow: true }),
]);
const tab: Tab = current ?? {};
const site = siteOf(tab);
const quote = await quoteFor(tab.id);
const first = await connections.forSite(site);

if (first) {
  const open = (connection: Connection, withPicture: boolean) =>
    compose(container, { connection, site, quote, withPicture, tab, runtime: browser.runtime, history });
  let form = open(first, true); // a click on the action is the wish for a picture; one on "Remove" takes it back
  const show = (chosen: Connection): void => {
    if (all.length < 2) return;
    const choose = async (connection: Connection) => {
      if (site) await connections.choose(site, connection.id);
      form.destroy();
      form = open(connection, false); // the one before may have been removed, or blacked out in part
      show(connection);
    };
    render(<Choice connections={all} chosen={chosen.id} choose={choose} />, document.getElementById("choice")!);
  };
  show(first);
  const bar = async () => {
    const address = browser.runtime.getURL("extension/history/index.html");
    const openHistory = async () => {
      await browser.tabs.create({ url: address });
      window.close();
    };
    const waiting = (await history.all()).filter(({ state }) => state !== "sent").length;
    render(<Bar {...{ waiting, address, openHistory }} />, document.getElementById("bar")!);
  };
  browser.storage.local.onChanged.addListener((changes) => void ("history" in changes && bar()));
  await bar();
} else {
  const openOptions = async () => {
    await browser.runtime.openOptionsPage();
    window.close();
  };
  render(<Welcome openOptions={openOptions} />, container);
}
