import { LIMITS } from "../contract/limits.ts";
import { withoutPrivateParts } from "../contract/private-url.ts";
import type { Submission } from "../contract/submission.ts";

/** What may be told about the browser. */
export type BrowserFacts = Omit<NonNullable<Submission["client"]>, "sdk">;

/** What may be told about the page a feedback is about: cleaned already, so that what is shown is what is sent. */
export type PageFacts = {
  url?: string;
  title?: string;
  browser: BrowserFacts;
  /** What went wrong in the page, where its user wants that told: without what is private in it, oldest first. */
  logs?: Submission["logs"];
};

/** The page, as far as it is read. A `Window` is one; the extension makes one of its tab. */
export type FactSource = {
  location: { href: string };
  document: { title: string; referrer: string };
  navigator: { userAgent: string; language: string };
  innerWidth: number;
  innerHeight: number;
  devicePixelRatio: number;
};

const timezone = (): string | undefined => Intl.DateTimeFormat().resolvedOptions().timeZone || undefined;

/** Reads the facts of a page. Private parts of its address and of the referrer are gone; nothing is longer than it may be. */
export const readPageFacts = (source: FactSource): PageFacts => {
  const { location, document, navigator, innerWidth, innerHeight, devicePixelRatio } = source;
  const url = withoutPrivateParts(location.href);
  const title = document.title.trim().slice(0, LIMITS.pageTitle);
  const referrer = withoutPrivateParts(document.referrer);
  const zone = timezone()?.slice(0, LIMITS.timezone);
  return {
    ...(url ? { url } : {}),
    ...(title ? { title } : {}),
    browser: {
      userAgent: navigator.userAgent.slice(0, LIMITS.userAgent),
      language: navigator.language.slice(0, LIMITS.language),
      ...(zone ? { timezone: zone } : {}),
      viewport: { width: innerWidth, height: innerHeight, devicePixelRatio },
      ...(referrer ? { referrer } : {}),
    },
  };
};
