import { DELIVERY } from "../contract/limits.ts";
import { EarshotError } from "../errors.ts";
import { own } from "../own.ts";
import type { Delivery } from "./delivery.ts";
import type { KeptProblem, QueueEntry, QueueHead, QueueStorage } from "./queue-storage.ts";
import { nextTry } from "./retry.ts";

export type QueueOptions = {
  storage: QueueStorage;
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number;
  /** From 0 inclusive to 1 exclusive. @default Math.random */
  random?: () => number;
};

export type NewEntry = Pick<QueueHead, "id" | "server" | "key" | "person"> & Pick<QueueEntry, "body" | "files">;

const kept = ({ code, message, status, details, requestId }: EarshotError): KeptProblem => ({
  code,
  message,
  ...(status === undefined ? {} : { status }),
  ...(details ? { details } : {}),
  ...(requestId ? { requestId } : {}),
});

/** A kept problem as the error it was. */
export const problemOf = ({ problem }: QueueHead): EarshotError | undefined =>
  problem && new EarshotError(problem.code, problem.message, problem);

/**
 * Submissions on their way. It knows no network: others try, and tell it how it went. What is in it stays until it was
 * accepted or the user throws it away.
 */
export const createQueue = (options: QueueOptions) => {
  const { storage, now = Date.now, random = Math.random } = own(options);
  /** What the storage did not take of a head: a disk that is full must not make us try again at once, and for ever. */
  const unnoted = new Map<string, Partial<QueueHead>>();

  const asItStands = (head: QueueHead): QueueHead => {
    const one = unnoted.get(head.id);
    const at = now();
    const nextTryAt = Math.max(head.nextTryAt, one?.nextTryAt ?? 0);
    // No wait is that long: the clock was put back since.
    return own({ ...head, ...one, nextTryAt: nextTryAt - at > DELIVERY.retryAfterMostMs ? at : nextTryAt });
  };
  const heads = async () => (await storage.heads()).map(asItStands);
  const postpone = (id: string): number => {
    const nextTryAt = now() + DELIVERY.retryCapMs;
    unnoted.set(id, { ...unnoted.get(id), nextTryAt });
    return nextTryAt;
  };

  /** @param connected The connection has just come back: what only waits for that is due as well. */
  const isDue = ({ state, nextTryAt, problem }: QueueHead, connected = false): boolean =>
    state === "waiting" && (nextTryAt <= now() || (connected && problem?.code === "network_error"));
  const leaveOpen = (id: string) => (storage.durable && !storage.isFleeting?.(id) ? {} : { leaveOpen: true });

  return {
    /** Whether what is in the queue outlives the page. */
    durable: storage.durable,

    /** For a delivery: `leaveOpen` when this one is in memory only. */
    leaveOpen,

    /** Stores a submission; it is due at once. Rejects with `storage_full` or `storage_unavailable`, having dropped nothing. */
    async add(given: NewEntry): Promise<QueueEntry> {
      const { body, files, ...rest } = own(given);
      const size = (files ?? []).reduce((sum, file) => sum + file.size, new TextEncoder().encode(body).length);
      const at = now();
      const head = own<QueueHead>({ ...rest, size, createdAt: at, attempts: 0, nextTryAt: at, state: "waiting" });
      const entry = own({ head, body, ...(files?.length ? { files } : {}) });
      const added = await storage.add(entry, (heads) => {
        const bytes = heads.reduce((sum, one) => sum + one.size, size);
        return heads.length < DELIVERY.entries && bytes <= DELIVERY.bytes;
      });
      if (added) return entry;
      throw new EarshotError(
        "storage_full",
        "Too much feedback is still waiting to be sent. Connect to send it first.",
      );
    },

    async read(id: string): Promise<QueueEntry | undefined> {
      const entry = await storage.read(id);
      return entry && own({ ...entry, head: asItStands(entry.head) });
    },

    /** Whether it is to be tried now. */
    isDue,

    /** All there is, oldest first. */
    heads,

    /** What was refused and waits for the user. */
    refused: async (): Promise<QueueHead[]> => (await heads()).filter(({ state }) => state === "needs-you"),

    /**
     * A try failed. Should the entry be gone, because somebody cleared what the site stores, it is stored again: its text
     * has not arrived anywhere. Where that cannot be noted, this page does not try it again by itself.
     *
     * @returns Where the submission stands now.
     */
    async failed({ head, ...rest }: QueueEntry, problem: EarshotError): Promise<Delivery> {
      const { id } = head;
      const failures = head.attempts + 1;
      // Put back, the clock must not make seven days longer.
      const createdAt = Math.min(head.createdAt, now());
      const at = nextTry({ problem, failures, createdAt, now: now(), random: random() });
      const outcome = at === undefined ? { state: "needs-you" as const } : { nextTryAt: at };
      const person = head.person === undefined ? {} : { person: head.person };
      const change = { ...outcome, ...person, createdAt, attempts: failures, problem: kept(problem) };
      try {
        await storage.update(id, (one) => ({ ...one, ...change }));
        await storage.add({ head: { ...head, ...change }, ...rest }, () => true);
        unnoted.delete(id);
      } catch {
        unnoted.set(id, { ...change, state: "needs-you" });
        return { state: "needs-you", problem, entry: id };
      }
      if (at === undefined) return { state: "needs-you", problem, entry: id };
      return { state: "saved", problem, nextTryAt: at, ...leaveOpen(id) };
    },

    /**
     * Notes which files the server has, and who is sending. Two tabs without locks may both send the files: whoever notes them
     * first has named them for good, so that both send one text, which is what the server knows by the key. Rejects like a
     * storage does.
     *
     * @param gone What the server no longer has: taken off the entry, unless it names others by now.
     * @returns The files of the entry, ours or the other tab's.
     */
    async note({ id, uploads = [], person }: QueueHead, gone?: readonly string[]): Promise<readonly string[]> {
      let noted = uploads;
      await storage.update(id, (one) => {
        const there = one.uploads ?? [];
        if (gone ? there.join() !== gone.join() : there.length >= uploads.length) noted = there;
        return { ...one, uploads: noted, ...(person === undefined ? {} : { person }) };
      });
      return noted;
    },

    /** It could not be tried at all; this page leaves it alone for a while. Nothing is stored. @returns Until when. */
    postpone,

    /** It was accepted, or the user threw it away. Where it cannot be removed, this page leaves it alone for a while. */
    async remove(id: string): Promise<void> {
      postpone(id);
      await storage.remove(id);
      unnoted.delete(id);
    },
  };
};

export type Queue = ReturnType<typeof createQueue>;
