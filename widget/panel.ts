import { type Mounted, mount, type WidgetEvent } from "./mount.tsx";
import type { Options } from "./options.ts";
import { pagePorts } from "./page-ports.ts";

/** What the loader hands over: its root, its options, and who listens. */
export type Start = { root: ShadowRoot; options: Options; emit: (event: WidgetEvent) => void };

export type Panel = Mounted & {
  /** Sends what earlier visits left. */
  resume(): void;
  setUserToken(token: () => Promise<string>): void;
};

/** The chunk's entry: the form in a page, with a page's ports. */
export const start = ({ root, options, emit }: Start): Panel => {
  const ends = new AbortController();
  const { draft, resume, takeScreenshot, ...ports } = pagePorts(options, ends.signal);
  const { locale, position, tags, texts, theme, accent } = options;
  const mounted = mount(
    { root, draft, locale, position, tags, texts, theme, accent, on: emit },
    { ...ports, ...(options.screenshot === "ask" && takeScreenshot ? { takeScreenshot } : {}) },
  );
  return {
    ...mounted,
    resume: () => void resume(),
    setUserToken: () => {}, // private mode is the server's first
    destroy() {
      mounted.destroy();
      ends.abort();
    },
  };
};
