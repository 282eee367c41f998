import { render } from "preact";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { settings } from "../settings.ts";
import { TEXT } from "../text.ts";
import { connect } from "./connect.ts";
import { Options } from "./options.tsx";

const connections = connectionsIn(settings(browser.storage.local), navigator.locks);
const ownEntry = new URL(browser.runtime.getURL("")).origin;

render(
  <Options
    initial={await connections.all()}
    ownEntry={ownEntry}
    attempt={async (typed) =>
      (await connections.hasRoom()) // before a code is used up for it
        ? connect(typed, (url, init) => fetch(url, init))
        : { trouble: { about: "code", sentence: TEXT.tooManyConnections } }
    }
    keep={async (made) => {
      await connections.add(made);
      return connections.all();
    }}
    forget={async (id) => {
      await connections.remove(id);
      return connections.all();
    }}
  />,
  document.getElementById("options")!,
);
