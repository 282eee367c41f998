import { render } from "preact";
import { ask } from "../ask.ts";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { historyIn, isBy } from "../history/history.ts";
import { settle } from "../page-language.ts";
import { settings } from "../settings.ts";
import { TEXT } from "../text.ts";
import { codeAttemptIn } from "./code-attempt.ts";
import { connect } from "./connect.ts";
import { ErrorSites } from "./error-sites.tsx";
import { Options } from "./options.tsx";

settle(document, TEXT.optionsTitle);
const kept = settings(browser.storage.local);
const connections = connectionsIn(kept, navigator.locks);
const history = historyIn(kept.history, navigator.locks);
const codeAttempt = codeAttemptIn(kept);
const ownEntry = new URL(browser.runtime.getURL("")).origin;

const errorSites = async () => (await kept.errorSites.get()) ?? [];

render(
  <>
    <Options
      initial={await connections.all()}
      ownEntry={ownEntry}
      attempt={async (typed) => {
        // Before a code is used up for it.
        if (!(await connections.hasRoom())) return { trouble: { about: "code", sentence: TEXT.tooManyConnections } };
        const outcome = await connect(typed, (url, init) => fetch(url, init), codeAttempt);
        // A code that is refused for itself is good for nothing, however often it is tried.
        if ("trouble" in outcome && outcome.trouble.about === "code") await kept.connecting.clear();
        return outcome;
      }}
      keep={async (made) => {
        await connections.add(made);
        await kept.connecting.clear();
        return connections.all();
      }}
      remembered={async (connection) =>
        (await history.all()).filter((entry) => entry.state === "sent" && isBy(entry, connection)).length
      }
      forget={async (connection, alsoHistory) => {
        if (alsoHistory) await history.clear(connection);
        await connections.remove(connection.id);
        return connections.all();
      }}
    />
    <ErrorSites
      initial={await errorSites()}
      end={async (site) => {
        await ask((info) => browser.runtime.connect(info), "switch-errors", { site, isOn: false });
        return errorSites();
      }}
    />
  </>,
  document.getElementById("options")!,
);
