import type { FeedbackList } from "../../shared/contract/record.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Api } from "../api.ts";
import { isSignedOut } from "../explain.ts";
import { firstPage, type Pages, withNewest, withNextPage } from "./pages.ts";

export type InboxState =
  | { is: "loading" }
  | { is: "failed"; error: unknown }
  | {
      is: "ready";
      pages: Pages;
      /** Loading further back. */
      more: "idle" | "loading" | "failed";
      /** Whether the last look for something new got an answer. */
      live: boolean;
      /** How many came with the last look that brought any. A new object each time, so that each can be announced. */
      arrived: { count: number };
    };

export type Inbox = {
  /** Loads the first page; also after a failure. */
  load(): Promise<void>;
  /** Loads what is older than all that is loaded. Does nothing while it is at it, or when there is nothing older. */
  more(): Promise<void>;
  /** Looks for what is new or changed. Resolves to the milliseconds that the server asks us to wait, if it does. */
  refresh(): Promise<number | undefined>;
};

const PAGE = 50;

/**
 * The list as it grows: downwards by `more`, upwards by `refresh`. Its functions never reject.
 *
 * @param changed Is told each new state.
 * @param signedOut Is told when the server no longer knows who asks.
 * @param signal Ends it: nothing is told any more.
 */
export const createInbox = (
  api: Api,
  changed: (state: InboxState) => void,
  signedOut: () => void,
  signal: AbortSignal,
): Inbox => {
  let state: InboxState = { is: "loading" };
  const become = (next: InboxState) => {
    state = next;
    changed(next);
  };
  /** Runs what follows an answer, or `failed`, unless the inbox is gone or nobody is signed in. */
  const ask = async (
    query: { cursor?: string },
    done: (page: FeedbackList) => void,
    failed: (error: unknown) => void,
  ) => {
    try {
      const page = await api.feedback.list({ limit: PAGE, ...query }, { signal });
      if (!signal.aborted) done(page);
    } catch (error) {
      if (signal.aborted) return;
      if (isSignedOut(error)) signedOut();
      else failed(error);
    }
  };

  return {
    async load() {
      become({ is: "loading" });
      await ask(
        {},
        (page) => become({ is: "ready", pages: firstPage(page), more: "idle", live: true, arrived: { count: 0 } }),
        (error) => become({ is: "failed", error }),
      );
    },

    async more() {
      if (state.is !== "ready" || state.more === "loading" || state.pages.cursor === null) return;
      const { cursor } = state.pages;
      become({ ...state, more: "loading" });
      await ask(
        { cursor },
        (page) =>
          state.is === "ready" && become({ ...state, pages: withNextPage(state.pages, cursor, page), more: "idle" }),
        () => state.is === "ready" && become({ ...state, more: "failed" }),
      );
    },

    async refresh() {
      if (state.is !== "ready") return undefined;
      let wait: number | undefined;
      await ask(
        {},
        (page) => {
          if (state.is !== "ready") return;
          const { pages, arrived } = withNewest(state.pages, page);
          become({ ...state, pages, live: true, arrived: arrived > 0 ? { count: arrived } : state.arrived });
        },
        (error) => {
          if (state.is !== "ready") return;
          become({ ...state, live: false });
          wait = error instanceof EarshotError ? error.retryAfterMs : undefined;
        },
      );
      return wait;
    },
  };
};
