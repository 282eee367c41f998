import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { createInbox, type Inbox, type InboxState } from "./inbox.ts";

/** Time between two looks while the server does not answer well, however long it asks us to wait. */
const LONGEST_WAIT_MS = 60_000;

/** The inbox for as long as a component lives: loads, then looks for news every `refreshMs` while the page is visible. */
export const useInbox = (api: Api, refreshMs: number, signedOut: () => void): [InboxState, Inbox | null] => {
  const [state, setState] = useState<InboxState>({ is: "loading" });
  const inbox = useRef<Inbox>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `signedOut` only reports; another function is no reason to start over
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const current = createInbox(api, setState, signedOut, signal);
    inbox.current = current;

    let timer = 0;
    let looking = false;
    const plan = (ms: number) => {
      clearTimeout(timer);
      if (!signal.aborted && document.visibilityState === "visible") timer = window.setTimeout(look, ms);
    };
    const look = async () => {
      if (looking) return; // never two at once, however slow the answers are
      looking = true;
      const wait = await current.refresh();
      looking = false;
      plan(Math.min(Math.max(refreshMs, wait ?? 0), LONGEST_WAIT_MS));
    };
    document.addEventListener("visibilitychange", () => plan(0), { signal });
    window.addEventListener("online", () => plan(0), { signal });
    void current.load().then(() => plan(refreshMs));

    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [api, refreshMs]);

  return [state, inbox.current];
};
