import { ROUTES } from "../shared/contract/routes.ts";

/** Something that happened on the server: what kind, and to which record. What it says is asked for by who needs it. */
export type Heard = { type: string; subject: string; app: string | null };

/** What happens on the server, as it happens. */
export type Live = {
  /** Whether the line is open. */
  isOpen(): boolean;
  /** @returns Its undo. `opened` is told each time the line opens or is lost. */
  listen(on: { heard?: (heard: Heard) => void; opened?: (isOpen: boolean) => void }): () => void;
};

const TYPES = [
  "feedback.created",
  "feedback.updated",
  "feedback.deleted",
  "reply.created",
  "key.leaked",
  "webhook.disabled",
];
/** A browser gives up by itself after an answer that is no stream; then we try again, for the server may only be starting. */
const AGAIN_MS = 10_000;

const isHeard = (value: unknown): value is Heard =>
  typeof value === "object" && value !== null && "type" in value && "subject" in value;

/**
 * Listens to `GET /v1/events` for as long as the page is looked at: a page in the background holds no line, and asks anew when it is
 * seen again.
 *
 * @param signal Ends it.
 */
export const createLive = (baseUrl: string, signal: AbortSignal): Live => {
  const listeners = new Set<Parameters<Live["listen"]>[0]>();
  let source: EventSource | undefined;
  let isOpen = false;
  let again = 0;
  /** The last that was told: its id begins with its time. Who comes back hears what came since. */
  let last = "";
  const address = () => {
    const url = new URL(ROUTES.events, baseUrl);
    if (last) url.searchParams.set("since", new Date(Number.parseInt(last.slice(0, 12), 16)).toISOString());
    return url;
  };
  const became = (next: boolean) => {
    if (isOpen === next) return;
    isOpen = next;
    for (const { opened } of [...listeners]) opened?.(isOpen);
  };
  const close = () => {
    clearTimeout(again);
    source?.close();
    source = undefined;
    became(false);
  };
  const open = () => {
    close();
    if (signal.aborted || document.visibilityState !== "visible") return;
    const line = new EventSource(address());
    source = line;
    line.onopen = () => became(true);
    line.onerror = () => {
      became(false);
      if (line.readyState === EventSource.CLOSED) again = window.setTimeout(open, AGAIN_MS);
    };
    const hear = ({ data, lastEventId }: MessageEvent<string>) => {
      if (/^[0-9a-f]{24}$/.test(lastEventId)) last = lastEventId;
      let heard: unknown;
      try {
        heard = JSON.parse(data);
      } catch {
        return; // no event of ours
      }
      if (isHeard(heard)) for (const listener of [...listeners]) listener.heard?.(heard);
    };
    for (const type of TYPES) line.addEventListener(type, hear);
    // More has happened than is told one by one: as after a time without a line, everything is asked for anew.
    line.addEventListener("missed", () => {
      for (const { opened } of [...listeners]) opened?.(true);
    });
  };
  document.addEventListener("visibilitychange", open, { signal });
  window.addEventListener("online", open, { signal });
  signal.addEventListener("abort", close);
  open();
  return {
    isOpen: () => isOpen,
    listen(on) {
      listeners.add(on);
      return () => listeners.delete(on);
    },
  };
};

/** Hears nothing: what tests and pages without a line have. */
export const SILENCE: Live = { isOpen: () => false, listen: () => () => {} };
