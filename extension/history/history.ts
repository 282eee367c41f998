import type { Submission } from "../../shared/contract/submission.ts";
import type { Queue } from "../../shared/transport/index.ts";
import { isMeantFor } from "../connections.ts";
import type { Connection, Settings } from "../settings.ts";
import { beginning, type HistoryEntry, MOST_REMEMBERED } from "./entry.ts";

type Kept = Pick<Queue, "heads" | "read">;
type Head = Awaited<ReturnType<Queue["heads"]>>[number];

/** Where a submission stands that the queue still has. */
const standing = ({ state, problem }: Head): Pick<HistoryEntry, "state" | "reason"> => ({
  state: state === "needs-you" ? "refused" : "waiting",
  ...(state === "needs-you" && problem ? { reason: { code: problem.code, message: problem.message } } : {}),
});

/** What is remembered of a submission as it was just stored. */
export const remembered = (
  id: string,
  { content, pageTitle = "" }: Pick<Submission, "content" | "pageTitle">,
  { server, app }: Pick<Connection, "server"> & { app?: Connection["app"] },
  at: number,
): HistoryEntry => ({
  id,
  server,
  ...(app ? { app } : {}),
  title: beginning(pageTitle),
  words: beginning(content),
  at,
  state: "waiting",
});

/** The newest, and before those what is still on its way: it would come back from the queue each time. */
const newest = (entries: HistoryEntry[]): HistoryEntry[] => {
  const byTime = (a: HistoryEntry, b: HistoryEntry) => b.at - a.at;
  const rank = ({ state }: HistoryEntry) => (state === "sent" ? 1 : 0);
  return entries
    .toSorted((a, b) => rank(a) - rank(b) || byTime(a, b))
    .slice(0, MOST_REMEMBERED)
    .sort(byTime);
};

/**
 * The last submissions of this person, on this device only. The queue is the truth of what is on its way: `reconcile` takes it
 * over after each change, and when a worker starts, so that one stopped in the middle leaves nothing wrong here.
 *
 * @param locks Worker and pages of the extension may change it at once.
 */
export const historyIn = (kept: Settings["history"], locks: Pick<LockManager, "request">) => {
  const all = async () => (await kept.get()) ?? [];
  const change = (work: (entries: HistoryEntry[]) => HistoryEntry[] | Promise<HistoryEntry[]>): Promise<void> =>
    locks.request("earshot history", async () => {
      const before = await all();
      const after = newest(await work(before));
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      await (after.length > 0 ? kept.set(after) : kept.clear());
    });

  return {
    /** Newest first. */
    all,

    /** It was stored. One that is here already stays as it is. */
    stored: (entry: HistoryEntry) =>
      change((entries) => (entries.some(({ id }) => id === entry.id) ? entries : [entry, ...entries])),

    /** The server has it. */
    sent: (id: string, feedback: string) =>
      change((entries) =>
        entries.map((entry) => {
          const { reason: _, ...rest } = entry;
          return entry.id === id ? { ...rest, state: "sent", feedback } : entry;
        }),
      ),

    /**
     * Takes over where everything stands in the queue. What the queue no longer has was sent; or, if it was refused, its
     * writer has it back or threw it away.
     *
     * @param connections Tell the app of what is in the queue and not here.
     */
    reconcile: (queue: Kept, connections: () => Promise<Connection[]>) =>
      change(async (entries) => {
        const heads = new Map((await queue.heads()).map((head) => [head.id, head]));
        const known = entries.flatMap(({ reason, ...entry }): HistoryEntry[] => {
          const head = heads.get(entry.id);
          heads.delete(entry.id);
          if (head) return [{ ...entry, ...standing(head) }];
          return entry.state === "refused" ? [] : [{ ...entry, state: "sent" }];
        });
        if (heads.size === 0) return known;
        const those = await connections();
        const missing = [...heads.values()].map(async (head): Promise<HistoryEntry[]> => {
          const body = (await queue.read(head.id))?.body;
          if (body === undefined) return [];
          const from = those.find((one) => isMeantFor(one, head)) ?? head;
          return [{ ...remembered(head.id, JSON.parse(body) as Submission, from, head.createdAt), ...standing(head) }];
        });
        return [...known, ...(await Promise.all(missing)).flat()];
      }),

    /** Its writer has it back or threw it away: it goes from here and, by `remove`, from the queue. */
    discard: (id: string, remove: (id: string) => Promise<void>) =>
      change(async (entries) => {
        await remove(id);
        return entries.filter((entry) => entry.id !== id);
      }),

    /**
     * Forgets what was sent.
     *
     * @param by Only what went to this app. @default everything
     */
    clear: (by?: Pick<Connection, "server" | "app">) =>
      change((entries) => entries.filter((entry) => entry.state !== "sent" || (by && !isBy(entry, by)))),
  };
};
export type History = ReturnType<typeof historyIn>;

/** Whether it went to this app. */
export const isBy = ({ server, app }: HistoryEntry, by: Pick<Connection, "server" | "app">): boolean =>
  server === by.server && app?.id === by.app.id;
