import { type CountedName, type SentenceName, say, sayCounted, sayList } from "./say.ts";

/** The sentences that take values, and what is no language's. */
const WITH_VALUES = {
  codePlaceholder: "https://feedback.example.com/#connect=…",
  serverPlaceholder: "https://feedback.example.com",
  connectedTitle: (app: string) => say("connectedTitle", app),
  connectedIntro: (count: number) => say(count === 1 ? "connectedIntro" : "connectedIntroSeveral"),
  disconnectFrom: (app: string) => say("disconnectFrom", app),
  disconnected: (app: string) => say("disconnected", app),
  originCommand: (entry: string) => `npx earshot keys create publishable "Browser extension" --origin ${entry}`,

  serverSilent: (server: string) => say("serverSilent", server),
  serverForeign: (server: string) => say("serverForeign", server),
  appPrivate: (app: string) => say("appPrivate", app),

  errorsEndFor: (site: string) => say("errorsEndFor", site),
  errorsEnded: (site: string) => say("errorsEnded", site),
  imageAt: (address: string) => say("imageAt", address),
  actionTitle: (heads: number, refused: number, unread: number) => {
    const waiting = heads - refused;
    const parts = [
      ...(waiting > 0 ? [sayCounted("actionWaiting", waiting)] : []),
      ...(refused > 0 ? [say("actionRefused", refused)] : []),
      ...(unread > 0 ? [sayCounted("repliesNew", unread)] : []),
    ];
    const title = say("actionTitle");
    return parts.length > 0 ? say("actionTitleWith", title, sayList(parts)) : title;
  },

  title: (app: string) => say("title", app),
  panelAbout: (host: string) => say("panelAbout", host),

  historyTo: (app: string | undefined, server: string) => app ?? new URL(server).host,
  historyStates: {
    waiting: say("historyStateWaiting"),
    sent: say("historyStateSent"),
    refused: say("historyStateRefused"),
  },
  historyOpenAbout: (words: string) => say("historyOpenAbout", words),
  historyReason: (message: string) => say("historyReason", message),
  historyEditAbout: (words: string) => say("historyEditAbout", words),
  historyDiscardAbout: (words: string) => say("historyDiscardAbout", words),
  historyLink: (waiting: number) => (waiting > 0 ? say("historyLinkWaiting", waiting) : say("historyLink")),
  repliesNew: (count: number) => sayCounted("repliesNew", count),
  forgetTitle: (app: string) => say("forgetTitle", app),
  forgetIntro: (count: number) => sayCounted("forgetIntro", count),

  wholeProgress: (done: number, of: number) => (of > 1 ? say("wholeProgress", done, of) : say("wholeProgressBegun")),
  wholeInstead: (reason: string) => say("wholeInstead", reason),
} as const;

type WithValues = typeof WITH_VALUES;
type Plain = Exclude<SentenceName, keyof WithValues | `${CountedName}_${Intl.LDMLPluralRule}`>;

/**
 * Every sentence the extension's own screens and errors show, in the browser's language. They stand in
 * `public/_locales/en/messages.json` and its translations: one that takes no value is here by its name, one that does is a function above.
 * The form's are the widget's (`widget/text.ts`).
 */
export const TEXT = new Proxy(WITH_VALUES, {
  get: (own, name) => (Object.hasOwn(own, name) ? own[name as keyof WithValues] : say(name as Plain)),
}) as WithValues & Readonly<Record<Plain, string>>;
