import { type PageFacts, readPageFacts } from "../../shared/capture/page-facts.ts";

/** A tab as the browser describes it. Address and title are there once the user has clicked the action on it. */
export type Tab = {
  id?: number | undefined;
  windowId?: number | undefined;
  url?: string | undefined;
  title?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
};

/**
 * What may be told about the tab's page: its address without private parts, its title, the browser.
 *
 * @param popup The popup's window, in the same browser and on the same screen.
 */
export const tabFacts = (tab: Tab, popup: Pick<Window, "navigator" | "devicePixelRatio">): PageFacts =>
  readPageFacts({
    location: { href: tab.url ?? "" },
    document: { title: tab.title ?? "", referrer: "" },
    navigator: popup.navigator,
    innerWidth: tab.width ?? 0,
    innerHeight: tab.height ?? 0,
    devicePixelRatio: popup.devicePixelRatio,
  });

/** The origin of the tab's page, where a web page is: feedback of one site goes where the person chose for it. */
export const siteOf = ({ url = "" }: Tab): string | undefined =>
  /^https?:/.test(url) && URL.canParse(url) ? new URL(url).origin : undefined;
