import type { Runtime } from "webextension-polyfill";
import { createQueue, database, indexedDbStorage } from "../../shared/transport/index.ts";
import { keptFiles } from "../../widget/attachments/kept-files.ts";
import { draftIn } from "../../widget/draft.ts";
import { mount } from "../../widget/mount.tsx";
import type { PageErrors } from "../errors/page-errors.ts";
import type { History } from "../history/history.ts";
import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";
import { type ComposedForm, type PartInForm, partInForm } from "./part-in-form.ts";
import { workerPorts } from "./ports.ts";
import type { Quote } from "./quoted-draft.ts";
import { refusedIn } from "./refused.ts";
import { type Tab, tabFacts } from "./tab-facts.ts";
import { showWhole } from "./whole-progress.tsx";

const SOURCE = { type: "browser-extension", sdk: "earshot-extension" } as const;

/** What is being written about a site is kept under this, for popup and panel alike. */
export const draftName = (site: string | undefined): string => `popup ${site ?? ""}`;

/** The widget's form in the popup: about the tab, for the connected app, sent by the worker. */
export const compose = (
  container: Element,
  {
    connection,
    site,
    quote,
    withPicture,
    needsClick,
    tab,
    runtime,
    history,
    errors,
    part: wantedPart,
  }: {
    connection: Connection;
    /** The origin of the tab's page, under which what is being written is kept. */
    site: string | undefined;
    quote: Quote;
    /** Whether its picture is taken at once. */
    withPicture: boolean;
    /** Whether there may be no picture before the action is clicked in the tab. */
    needsClick: boolean;
    tab: Tab;
    runtime: Pick<Runtime.Static, "connect">;
    history: Pick<History, "discard" | "all">;
    /** What went wrong in the tab's page, where that goes along. */
    errors: PageErrors;
    /** A picture of a part of the page. */
    part: PartInForm;
  },
): ComposedForm => {
  const { id: tabId, windowId } = tab;
  const db = database(indexedDB);
  // The form's own title is of second rank: in a page of the site's. This page is ours, and a page has a first one.
  const heading = document.createElement("h1");
  heading.className = "unseen";
  heading.textContent = TEXT.popupTitle;
  // A place for each: the end of one is not that of the other.
  const [progress, choosing] = [document.createElement("div"), document.createElement("div")];
  container.replaceChildren(heading, progress, choosing);
  const address = () => tabFacts(tab, window).url;
  const part = partInForm(wantedPart, { place: choosing, tab, quote, runtime, address });
  const name = draftName(site);
  const draft = draftIn(db, name);
  const queue = createQueue({ storage: indexedDbStorage(db) });
  const ports = workerPorts({
    connect: (info) => runtime.connect(info),
    connection: connection.id,
    draft: name,
    tab: tabId === undefined || windowId === undefined ? undefined : { tabId, windowId },
    refused: refusedIn(queue, connection, history),
    isTaken: async (id) =>
      (await queue.heads()).some((head) => head.id === id && head.state === "waiting") ||
      (await history.all()).some((entry) => entry.id === id && entry.state !== "refused"),
    watch: showWhole(progress),
    ...part.ports,
    files: { ...keptFiles(db, name), draft: name, ready: async () => {} }, // the worker has what sends them
  });
  const form = mount(
    {
      container,
      page: () => ({ ...tabFacts(tab, window), ...errors.facts() }),
      source: SOURCE,
      pictureAtOnce: withPicture,
      draft: part.draft(quote.into(draft)), // a quote goes by what was written, of which what was chosen is none
      texts: {
        title: TEXT.title(connection.app.name),
        reasonSite: TEXT.reasonConnection,
        reasonKey: TEXT.reasonConnection,
        reasonOther: TEXT.reasonRefused,
        pictureDenied: needsClick && tab.url === undefined ? TEXT.pictureNeedsClick : TEXT.pictureNone,
        pictureFailed: needsClick ? TEXT.pictureNeedsClick : TEXT.pictureFailed,
        pictureOtherTab: TEXT.pictureOtherTab,
      },
    },
    { ...ports, whenPageChanges: errors.whenChanged },
  );
  return part.of(form);
};
