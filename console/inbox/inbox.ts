import type { Feedback, FeedbackList } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Api } from "../api.ts";
import { isSignedOut, nameOfGone } from "../explain.ts";
import { type Filters, listQuery, matches } from "./filters.ts";
import { firstPage, type Pages, withChanged, withNewest, withNextPage, without } from "./pages.ts";
import { createPending, type Pending } from "./pending.ts";

export type InboxState =
  | { is: "loading" }
  | { is: "failed"; error: unknown }
  | {
      is: "ready";
      /** What is loaded and belongs in the list, with what the member changed and the server has not answered yet. */
      records: Feedback[];
      cursor: string | null;
      /** Loading further back. */
      more: "idle" | "loading" | "failed";
      /** Whether the last look for something new got an answer. */
      live: boolean;
      /** How many came with the last look that brought any. A new object each time, so that each can be announced. */
      arrived: { count: number };
      /** The filters were changed, and this is still what they showed before. */
      isStale?: boolean;
    };

export type Inbox = {
  /** Loads the first page; also after a failure. */
  load(): Promise<void>;
  /** Loads what is older than all that is loaded. Does nothing while it is at it, or when there is nothing older. */
  more(): Promise<void>;
  /** Looks for what is new or changed. Resolves to the milliseconds that the server asks us to wait, if it does. */
  refresh(): Promise<number | undefined>;
  /** Takes a record as the server has it now: into the list, out of it, or beside it. */
  learn(record: Feedback): void;
  /** It is no more. */
  forget(id: string): void;
  /** The record as it is known here, in the list or beside it. */
  find(id: string): Feedback | undefined;
  /** The same as the server last said it, without what is under way. */
  read(id: string): Feedback | undefined;
  /** Shows a change before the server has answered. @returns Its end, with what the server answered if it did. */
  pend: Pending["pend"];
};

const PAGE = 50;

type InboxOptions = {
  api: Api;
  filters: Filters;
  /** The id of the member who looks. */
  me: string;
  /** Is told each new state. */
  changed: (state: InboxState) => void;
  /** Is told when the server no longer knows who asks. */
  signedOut: () => void;
  /** Ends it: nothing is told any more. */
  signal: AbortSignal;
};

/** The list as it grows: downwards by `more`, upwards by `refresh`. Its functions never reject. */
export const createInbox = ({ api, filters, me, changed, signedOut, signal }: InboxOptions): Inbox => {
  type Own = { is: "loading" } | { is: "failed"; error: unknown } | ReadyState;
  type ReadyState = { is: "ready"; pages: Pages } & Pick<
    Extract<InboxState, { is: "ready" }>,
    "more" | "live" | "arrived"
  >;
  let state: Own = { is: "loading" };
  /** What is open and not in the list. */
  const beside = new Map<string, Feedback>();
  /** What the server found once. Whether anything else is found by a search is the server's to say. */
  const found = new Set<string>();
  const belongs = (record: Feedback) => matches(filters, record, me) && (filters.q === "" || found.has(record.id));
  const tell = () => {
    if (signal.aborted) return;
    if (state.is !== "ready") return changed({ ...state });
    const { pages, ...rest } = state;
    changed({ ...rest, records: pending.over(pages.records, belongs), cursor: pages.cursor });
  };
  const pending = createPending(tell, (record) => inbox.learn(record));
  const become = (next: Own) => {
    state = next;
    tell();
  };
  /** Runs what follows an answer, or `failed`, unless the inbox is gone or nobody is signed in. */
  const ask = async (
    cursor: string | undefined,
    done: (page: FeedbackList) => void,
    failed: (error: unknown) => void,
  ) => {
    try {
      const query = { ...listQuery(filters), limit: PAGE, cursor };
      const page = await api.ask<FeedbackList>(ROUTES.feedback, { query, signal });
      if (signal.aborted) return;
      for (const { id } of page.data) found.add(id);
      done(page);
    } catch (error) {
      if (signal.aborted) return;
      if (isSignedOut(error)) signedOut();
      else failed(error);
    }
  };

  const begunWith = (page: FeedbackList): ReadyState => ({
    is: "ready",
    pages: firstPage(page),
    more: "idle",
    live: true,
    arrived: { count: 0 },
  });

  const inbox: Inbox = {
    pend: pending.pend,

    async load() {
      become({ is: "loading" });
      await ask(
        undefined,
        (page) => become(begunWith(page)),
        (error) => become({ is: "failed", error }),
      );
    },

    async more() {
      if (state.is !== "ready" || state.more === "loading" || state.pages.cursor === null) return;
      const { cursor } = state.pages;
      become({ ...state, more: "loading" });
      await ask(
        cursor,
        (page) =>
          state.is === "ready" && become({ ...state, pages: withNextPage(state.pages, cursor, page), more: "idle" }),
        () => state.is === "ready" && become({ ...state, more: "failed" }),
      );
    },

    async refresh() {
      if (state.is === "loading") return undefined;
      let wait: number | undefined;
      await ask(
        undefined,
        (page) => {
          // A server that is there again is noticed without a press.
          if (state.is === "failed") return become(begunWith(page));
          if (state.is !== "ready") return;
          const { pages, arrived } = withNewest(state.pages, page);
          become({ ...state, pages, live: true, arrived: arrived > 0 ? { count: arrived } : state.arrived });
        },
        (error) => {
          if (state.is !== "ready") return;
          if (nameOfGone(error) !== undefined) return become({ is: "failed", error });
          become({ ...state, live: false });
          wait = error instanceof EarshotError ? error.retryAfterMs : undefined;
        },
      );
      return wait;
    },

    learn(record) {
      beside.set(record.id, record);
      if (state.is !== "ready") return tell();
      const pages = belongs(record) ? withChanged(state.pages, record) : without(state.pages, record.id);
      become({ ...state, pages });
    },

    forget(id) {
      beside.delete(id);
      if (state.is === "ready") become({ ...state, pages: without(state.pages, id) });
      else tell();
    },

    read(id) {
      const listed = state.is === "ready" ? state.pages.records.find((record) => record.id === id) : undefined;
      return listed ?? beside.get(id);
    },

    find(id) {
      const known = inbox.read(id);
      return known && pending.now(known);
    },
  };
  return inbox;
};
