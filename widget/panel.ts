import type { UserToken } from "../shared/transport/user-token.ts";
import { type Mounted, mount, type WidgetEvent } from "./mount.tsx";
import { type GivenOptions, parseOptions } from "./options.ts";
import { pagePorts } from "./page-ports.ts";

/** What the launcher hands over: its root, what the site said, and who listens. */
export type Start = {
  /** @default one of the form's own */
  root: ShadowRoot | undefined;
  given: GivenOptions;
  /** Where the loader came from. */
  scriptUrl: string;
  emit: (event: WidgetEvent) => void;
};

export type Panel = Mounted & {
  /** Sends what earlier visits left. */
  resume(): void;
  /** Who is signed in at the host, for apps in private mode: a token, or a function that gives one and is asked at each try. */
  setUserToken(token: UserToken | null): void;
};

/** The visitor reads what to do; the site's developer reads what to mend, in the server's words. */
const tellDeveloper = (event: WidgetEvent) => {
  // biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner. No message holds a key or a token.
  if (event.type === "error") console.warn(`[earshot] ${event.problem.code}: ${event.problem.message}`);
};

/** The chunk's entry: the form in a page, with a page's ports. */
export const start = ({ root, given, scriptUrl, emit }: Start): Panel => {
  const options = parseOptions(given, scriptUrl, document.documentElement.lang);
  const ends = new AbortController();
  const { draft, resume, setUserToken, takeScreenshot, ...ports } = pagePorts(options, ends.signal);
  const { locale, position, tags, texts, theme, accent, screenshot } = options;
  const on = (event: WidgetEvent) => {
    tellDeveloper(event);
    emit(event);
  };
  const mounted = mount(
    { root, draft, locale, position, tags, texts, theme, accent, on },
    { ...ports, ...(screenshot !== "off" && takeScreenshot ? { takeScreenshot } : {}) },
  );
  return {
    ...mounted,
    resume: () => void resume(),
    setUserToken,
    destroy() {
      mounted.destroy();
      ends.abort();
    },
  };
};
