import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useConsole } from "../room.tsx";
import type { Filters } from "./filters.ts";
import { hearNews } from "./hear-news.ts";
import { createInbox, type Inbox, type InboxState } from "./inbox.ts";

/** Time between two looks while the server does not answer well, however long it asks us to wait. */
const LONGEST_WAIT_MS = 60_000;

/**
 * The inbox for as long as a component lives and the filters are these: loads, then hears what happens. While nothing can be heard it
 * looks for news every `refreshMs`, as long as the page is visible.
 */
export const useInbox = (filters: Filters): [InboxState, Inbox | null] => {
  const { api, session, live, refreshMs, signedOut } = useConsole();
  const [state, setState] = useState<InboxState>({ is: "loading" });
  const inbox = useRef<Inbox>(null);
  const me = session.member.id;
  const [isOpen, setOpen] = useState(live.isOpen());
  useEffect(() => {
    setOpen(live.isOpen());
    return live.listen({ opened: setOpen });
  }, [live]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `signedOut` only reports; another function is no reason to start over
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    /** What was shown stays until there is an answer to the new question. */
    const changed = (next: InboxState) =>
      setState((shown) => (next.is === "loading" && shown.is === "ready" ? { ...shown, isStale: true } : next));
    const current = createInbox({ api, filters, me, changed, signedOut, signal });
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
      if (!live.isOpen()) plan(Math.min(Math.max(refreshMs, wait ?? 0), LONGEST_WAIT_MS));
    };
    document.addEventListener("visibilitychange", () => plan(0), { signal });
    window.addEventListener("online", () => plan(0), { signal });
    const stop = live.listen({ opened: () => plan(0), heard: hearNews(api, current, () => plan(0), signal) });
    void current.load().then(() => plan(live.isOpen() ? 0 : refreshMs));

    return () => {
      end.abort();
      stop();
      clearTimeout(timer);
    };
  }, [api, live, me, filters, refreshMs]);

  const shown = useMemo(
    () => (state.is === "ready" && isOpen && !state.live ? { ...state, live: true } : state),
    [state, isOpen],
  );
  return [shown, inbox.current];
};
