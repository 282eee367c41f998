import { consoleWords } from "./console-words.ts";
import { type Note, noteFailedRequests } from "./failed-requests.ts";
import { logRing } from "./log-ring.ts";
import type { PageLog } from "./page-log.ts";
import { wrapping } from "./wrapping.ts";

/** Writes down what goes wrong in a page, while it is on. */
export type LogRecorder = {
  start(): void;
  /** Ends it, and forgets what was written down. The page has its own functions again. */
  stop(): void;
  /** The newest, oldest first: at most `PAGE_LOGS.entries`. */
  read(): PageLog[];
};

/** Of what is not loaded its element and its address; nothing of an element that has none. */
const notLoaded = (page: typeof globalThis, { target }: Event): string => {
  if (!(target instanceof page.Element)) return "";
  const { src, href } = target as { src?: unknown; href?: unknown };
  const address = typeof src === "string" ? src : href;
  return typeof address === "string" && address ? `<${target.localName}> ${address} failed` : "";
};

const uncaught = ({ message, filename, lineno, colno }: ErrorEvent): string =>
  filename ? `${message} (${filename}:${lineno}:${colno})` : message;

/**
 * Notes what a page writes to its console as an error or a warning, what it throws and does not catch, requests of its scripts that
 * failed, and files that could not be loaded. Never bodies, headers, or what is in the objects that are written to the console.
 *
 * The page goes on as if nobody listened: what it calls gives back and throws what it did, and a fault of ours is nobody else's. It
 * runs in the page's own world, so the page can read and forge what is noted: it is no secret from it, and no witness against it.
 */
export const logRecorder = (page: typeof globalThis): LogRecorder => {
  const ring = logRing();
  const wrapped = wrapping();
  const { now } = Date;
  let ends: AbortController | undefined;
  let isNoting = false;

  const noteAs = (level: PageLog["level"], words: () => string): void => {
    // What is written to the console while it is read for us (a getter may) is not for us.
    if (!ends || isNoting) return;
    isNoting = true;
    try {
      const message = words();
      if (message) ring.add({ level, message, at: now() });
    } catch {
      // Whatever the page did to what we use: it is not to hear of us.
    } finally {
      isNoting = false;
    }
  };
  const note: Note = (words) => noteAs("error", words);

  return {
    start() {
      if (ends) return;
      ends = new AbortController();
      for (const level of ["error", "warn"] as const) {
        wrapped.around(page.console, level, (call, _, values) => {
          noteAs(level, () => consoleWords(values));
          return call();
        });
      }
      noteFailedRequests(page, wrapped, note);
      const listening = { capture: true, signal: ends.signal }; // what could not be loaded does not bubble
      page.addEventListener(
        "error",
        (event) => {
          if (event.isTrusted)
            note(() => (event instanceof page.ErrorEvent ? uncaught(event) : notLoaded(page, event)));
        },
        listening,
      );
      page.addEventListener(
        "unhandledrejection",
        (event) => {
          if (event.isTrusted) note(() => `Uncaught (in promise) ${consoleWords([event.reason])}`);
        },
        listening,
      );
    },
    stop() {
      ends?.abort();
      ends = undefined;
      wrapped.undo();
      ring.clear();
    },
    read: () => ring.read(),
  };
};
