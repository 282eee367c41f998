import * as z from "zod/mini";
import type { Conversation } from "../../shared/contract/conversation.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import type { HistoryEntry } from "../history/entry.ts";
import { isBy } from "../history/history.ts";
import type { Connection, Settings } from "../settings.ts";

const id = z.string().check(z.regex(ID_PATTERN));

/** By connection and feedback, how many replies of the team's are new, and the last one that was on the screen. No word of anybody's. */
export const marksSchema = z.record(z.uuid(), z.record(id, z.strictObject({ unread: z.int(), seen: z.optional(id) })));
export type Marks = z.output<typeof marksSchema>;

/**
 * What was replied to, and what of it is new.
 *
 * @param locks Worker and pages of the extension may change it at once.
 */
export const marksIn = (kept: Settings["replies"], locks: Pick<LockManager, "request">) => {
  const all = async (): Promise<Marks> => (await kept.get()) ?? {};
  const change = (work: (marks: Marks) => Marks): Promise<void> =>
    locks.request("earshot replies", async () => {
      const before = await all();
      const after = work(before);
      if (JSON.stringify(after) !== JSON.stringify(before)) await kept.set(after);
    });
  return {
    all,

    /** What the server has said of a connection: what it no longer has is forgotten. @param others The connections there are. */
    found: (connection: string, conversations: readonly Conversation[], others: readonly Pick<Connection, "id">[]) =>
      change((marks) => {
        const known = marks[connection] ?? {};
        const now = conversations.map(({ id, replies }) => {
          const { seen } = known[id] ?? {};
          const unread = replies.filter((reply) => reply.from === "team" && reply.id > (seen ?? "")).length;
          return [id, { unread, ...(seen === undefined ? {} : { seen }) }] as const;
        });
        const kept = others.flatMap(({ id }) => (marks[id] && id !== connection ? [[id, marks[id]] as const] : []));
        return { ...Object.fromEntries(kept), [connection]: Object.fromEntries(now) };
      }),

    /** It is on the screen, with all its replies. */
    seen: (connection: string, { id, replies }: Conversation) =>
      change((marks) => {
        const seen = replies.at(-1)?.id;
        return seen === undefined
          ? marks
          : { ...marks, [connection]: { ...marks[connection], [id]: { unread: 0, seen } } };
      }),
  };
};
export type MarkStore = ReturnType<typeof marksIn>;

/**
 * By entry of the history, how many replies are new: of what went to the very app that tells of them, by connections that can still read.
 * What has no replies is not in it.
 */
export const repliedIn = (
  marks: Marks,
  connections: readonly Connection[],
  entries: readonly HistoryEntry[],
): Map<string, number> => {
  const readable = connections.filter(({ token }) => token !== undefined);
  return new Map(
    readable.flatMap((connection) =>
      entries.flatMap((entry) => {
        const unread = isBy(entry, connection) && marks[connection.id]?.[entry.feedback ?? ""]?.unread;
        return typeof unread === "number" ? [[entry.id, unread] as const] : [];
      }),
    ),
  );
};

export const sumOf = (replied: ReadonlyMap<string, number>): number => [...replied.values()].reduce((a, b) => a + b, 0);
