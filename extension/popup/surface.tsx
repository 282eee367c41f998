import { render } from "preact";
import { ask, type Connect } from "../ask.ts";
import browser from "../browser.ts";
import { connectionsIn } from "../connections.ts";
import { askFor, isFresh } from "../errors/asking.ts";
import { pageErrors } from "../errors/page-errors.ts";
import { errorSiteOf } from "../errors/site.ts";
import { ErrorsSwitch } from "../errors/switch.tsx";
import { historyIn } from "../history/history.ts";
import type { WantedPart } from "../part.ts";
import { marksIn, repliedIn, sumOf } from "../replies/marks.ts";
import { type Connection, sessionSettings, settings } from "../settings.ts";
import { OPENED } from "../when-touched.ts";
import { Bar } from "./bar.tsx";
import { Choice } from "./choice.tsx";
import { compose } from "./compose.ts";
import { type ChosenPart, keptParts } from "./kept-parts.ts";
import { quoting } from "./quoted-draft.ts";
import { siteOf, type Tab } from "./tab-facts.ts";
import { Welcome } from "./welcome.tsx";

export type SurfaceOptions = {
  tab: Tab;
  /** What the message begins with, or nothing. */
  quote: string;
  /** Whether its picture is taken at once. */
  withPicture: boolean;
  /** Whether there may be no picture before the action is clicked in the tab. @default false */
  needsClick?: boolean;
  /** Opens the side panel, in answer to a press. Absent where there is none, or where this is it. */
  openPanel?: (() => Promise<void>) | undefined;
  /** Of a part of the page. Absent in a panel, which stays while one is chosen. */
  chosen?: ChosenPart;
  /** Something else was opened, which takes this one's place. */
  leave(): void;
};
/** Takes the form away; what is being written is kept. */
export type Surface = {
  /** Its user is back from the page, where something may have gone wrong meanwhile. */
  look(): void;
  destroy(): void;
};

/** All that popup and panel show about a tab: where it goes, the form, and what went before; or the way to a connection. */
export const surface = async ({
  tab,
  quote,
  withPicture,
  needsClick = false,
  openPanel,
  chosen: { isPopup, part } = { isPopup: false, part: undefined },
  leave,
}: SurfaceOptions) => {
  const parts = { ...keptParts(), isPopup, leave };
  const container = document.querySelector("main")!;
  const header = document.getElementById("choice")!;
  const errors = document.getElementById("errors")!;
  const footer = document.getElementById("bar")!;
  const kept = settings(browser.storage.local);
  const connections = connectionsIn(kept, navigator.locks);
  const history = historyIn(kept.history, navigator.locks);
  const marks = marksIn(kept.replies, navigator.locks);
  const site = siteOf(tab);
  const [all, first] = await Promise.all([connections.all(), connections.forSite(site)]);

  if (!first) {
    const openOptions = async () => {
      await browser.runtime.openOptionsPage();
      leave();
    };
    render(<Welcome openOptions={openOptions} />, container);
    return { look: () => {}, destroy: () => render(null, container) };
  }

  const connect: Connect = (info) => browser.runtime.connect(info);
  const errorSite = errorSiteOf(site);
  const isOn = async () => errorSite !== undefined && ((await kept.errorSites.get()) ?? []).includes(errorSite);
  const ofPage = pageErrors(connect, tab.id, isOn);
  void ofPage.read();
  const showSwitch = async () => {
    if (!errorSite) return;
    const { errorsWanted: wanted, errorsBegun } = sessionSettings(browser.storage.session);
    const request = (what: { origins: string[] }) => browser.permissions.request(what);
    const change = (on: boolean) =>
      on
        ? askFor(errorSite, { connect, wanted, request })
        : ask(connect, "switch-errors", { site: errorSite, isOn: on });
    const fresh = isFresh(await errorsBegun.get().catch(() => undefined), errorSite, Date.now());
    render(<ErrorsSwitch isOn={await isOn()} isFresh={fresh} change={change} />, errors);
  };

  const begins = quoting(quote, part?.quote);
  const open = (connection: Connection, withPicture: boolean, part: WantedPart | undefined) =>
    compose(container, {
      connection,
      site,
      quote: begins,
      withPicture,
      needsClick,
      tab,
      runtime: browser.runtime,
      history,
      errors: ofPage,
      part: { ...parts, part },
    });
  let form = open(first, withPicture, part);
  const show = (chosen: Connection): void => {
    if (all.length < 2) return;
    const choose = async (connection: Connection) => {
      if (site) await connections.choose(site, connection.id);
      // A picture may have been removed, or blacked out in part. One of a part is the form's again while it is as it was chosen.
      const chosen = form.chosen();
      form.destroy();
      form = open(connection, chosen !== undefined, chosen);
      show(connection);
    };
    render(<Choice connections={all} chosen={chosen.id} choose={choose} />, header);
  };
  show(first);

  const bar = async () => {
    const address = browser.runtime.getURL(`extension/history/index.html${OPENED}`);
    const openHistory = async () => {
      await browser.tabs.create({ url: address });
      leave();
    };
    const toPanel = openPanel && (() => void openPanel().then(leave, () => {}));
    const [read, those, entries] = await Promise.all([marks.all(), connections.all(), history.all()]);
    const waiting = entries.filter(({ state }) => state !== "sent").length;
    const unread = sumOf(repliedIn(read, those, entries));
    render(<Bar {...{ waiting, unread, address, openHistory, toPanel }} />, footer);
  };
  const changed = (changes: object) => {
    if ("history" in changes || "replies" in changes) void bar();
    if ("errorSites" in changes) void showSwitch().then(ofPage.read);
  };
  browser.storage.local.onChanged.addListener(changed);
  await Promise.all([bar(), showSwitch()]);

  return {
    look: () => void ofPage.read(),
    destroy() {
      browser.storage.local.onChanged.removeListener(changed);
      form.destroy();
      for (const part of [header, errors, footer]) render(null, part);
    },
  };
};
