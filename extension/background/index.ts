import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { settings } from "../settings.ts";
import { dispatcher } from "./dispatcher.ts";
import { FLUSH_ALARM, submit, workerOutbox } from "./outbox.ts";
import { takePicture } from "./picture.ts";
import { tabOf } from "./tab.ts";

/*
 * The worker's table of contents. The browser stops it when it has nothing to do and starts it for each event: every
 * listener is set here, at once, and nothing is kept but in storage.
 */

const connections = connectionsIn(settings(browser.storage.local), navigator.locks);
const outbox = workerOutbox({
  indexedDB,
  locks: navigator.locks,
  fetch: (url, init) => fetch(url, init),
  alarms: browser.alarms,
});

browser.runtime.onConnect.addListener(
  dispatcher(
    {
      "take-picture": (tab, { signal }) => takePicture(tabOf(tab), signal),
      submit: (question, { tell, signal }) => submit(question, { outbox, connections, tell, signal }),
    },
    { id: browser.runtime.id, home: browser.runtime.getURL("") },
  ),
);

browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === FLUSH_ALARM) void outbox.flush();
});

browser.runtime.onStartup.addListener(() => {}); // starts the worker with the browser, which flushes below

// Out of reach of scripts in pages, ours too. Firefox has no such door: there it is closed by injecting none that reads it.
void (chrome.storage.local as Partial<chrome.storage.StorageArea>).setAccessLevel?.({
  accessLevel: "TRUSTED_CONTEXTS",
});

void outbox.flush(); // whatever started us, a worker that was stopped in the middle left its work in the outbox
