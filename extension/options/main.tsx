import { render } from "preact";
import browser from "../browser.ts";
import { settings } from "../settings.ts";
import { connect } from "./connect.ts";
import { Options } from "./options.tsx";

const { connection } = settings(browser.storage.local);
const ownEntry = new URL(browser.runtime.getURL("")).origin;

render(
  <Options
    initial={await connection.get()}
    ownEntry={ownEntry}
    attempt={(typed) => connect(typed, (url, init) => fetch(url, init))}
    keep={connection.set}
    forget={connection.clear}
  />,
  document.getElementById("options")!,
);
