import { render } from "preact";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { type Connection, settings } from "../settings.ts";
import { Choice } from "./choice.tsx";
import { compose } from "./compose.ts";
import { siteOf } from "./tab-facts.ts";
import { Welcome } from "./welcome.tsx";

const container = document.getElementById("popup")!;
const connections = connectionsIn(settings(browser.storage.local), navigator.locks);
const [all, [tab = {}]] = await Promise.all([
  connections.all(),
  browser.tabs.query({ active: true, currentWindow: true }),
]);
const site = siteOf(tab);
const first = await connections.forSite(site);

if (first) {
  const open = (connection: Connection) => compose(container, { connection, site, tab, runtime: browser.runtime });
  let form = open(first);
  const show = (chosen: Connection): void => {
    if (all.length < 2) return;
    const choose = async (connection: Connection) => {
      if (site) await connections.choose(site, connection.id);
      form.destroy();
      form = open(connection);
      show(connection);
    };
    render(<Choice connections={all} chosen={chosen.id} choose={choose} />, document.getElementById("choice")!);
  };
  show(first);
} else {
  const openOptions = async () => {
    await browser.runtime.openOptionsPage();
    window.close();
  };
  render(<Welcome openOptions={openOptions} />, container);
}
