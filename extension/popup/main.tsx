import { render } from "preact";
import browser from "../browser.ts";
import { settings } from "../settings.ts";
import { compose } from "./compose.ts";
import { Welcome } from "./welcome.tsx";

const container = document.getElementById("popup")!;
const [connection, [tab]] = await Promise.all([
  settings(browser.storage.local).connection.get(),
  browser.tabs.query({ active: true, currentWindow: true }),
]);

if (connection) compose(container, { connection, tab: tab ?? {}, runtime: browser.runtime });
else {
  const openOptions = async () => {
    await browser.runtime.openOptionsPage();
    window.close();
  };
  render(<Welcome openOptions={openOptions} />, container);
}
