import { render } from "preact";
import browser from "../browser.ts";
import { settings } from "../settings.ts";
import { Welcome } from "./welcome.tsx";

const container = document.getElementById("popup")!;
const connection = await settings(browser.storage.local).connection.get();

if (!connection) {
  const openOptions = async () => {
    await browser.runtime.openOptionsPage();
    window.close();
  };
  render(<Welcome openOptions={openOptions} />, container);
}
