import { DELIVERY } from "../contract/limits.ts";
import { EarshotError } from "../errors.ts";
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

export type NewEntry = Pick<QueueHead, "id" | "server" | "key"> & { body: string };

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
export const createQueue = ({ storage, now = Date.now, random = Math.random }: QueueOptions) => ({
  /** Whether what is in the queue outlives the page. */
  durable: storage.durable,

  /** Stores a submission; it is due at once. Rejects with `storage_full` or `storage_unavailable`, having dropped nothing. */
  async add({ body, ...rest }: NewEntry): Promise<QueueEntry> {
    const size = new TextEncoder().encode(body).length;
    const at = now();
    const head: QueueHead = { ...rest, size, createdAt: at, attempts: 0, nextTryAt: at, state: "waiting" };
    const added = await storage.add({ head, body }, (heads) => {
      const bytes = heads.reduce((sum, one) => sum + one.size, size);
      return heads.length < DELIVERY.entries && bytes <= DELIVERY.bytes;
    });
    if (added) return { head, body };
    throw new EarshotError("storage_full", "Too much feedback is still waiting to be sent. Connect to send it first.");
  },

  read: (id: string): Promise<QueueEntry | undefined> => storage.read(id),

  /**
   * What is to be tried now, oldest first.
   *
   * @param connected The connection has just come back: what only waits for that is due as well.
   */
  async due(connected = false): Promise<QueueHead[]> {
    const at = now();
    const isDue = ({ state, nextTryAt, problem }: QueueHead) =>
      state === "waiting" && (nextTryAt <= at || (connected && problem?.code === "network_error"));
    return (await storage.heads()).filter(isDue);
  },

  /** What still waits for a later try. */
  waiting: async (): Promise<QueueHead[]> => (await storage.heads()).filter(({ state }) => state === "waiting"),

  /** What was refused and waits for the user. */
  refused: async (): Promise<QueueHead[]> => (await storage.heads()).filter(({ state }) => state === "needs-you"),

  /** A try failed. @returns Where the submission stands now. */
  async failed({ id, attempts, createdAt }: QueueHead, problem: EarshotError): Promise<Delivery> {
    const failures = attempts + 1;
    const at = nextTry({ problem, failures, createdAt, now: now(), random: random() });
    const change = at === undefined ? { state: "needs-you" as const } : { nextTryAt: at };
    await storage.update(id, (head) => ({ ...head, ...change, attempts: failures, problem: kept(problem) }));
    return at === undefined
      ? { state: "needs-you", problem, entry: id }
      : { state: "saved", problem, nextTryAt: at, ...(storage.durable ? {} : { leaveOpen: true }) };
  },

  /** It was accepted, or the user threw it away. */
  remove: (id: string): Promise<void> => storage.remove(id),
});

export type Queue = ReturnType<typeof createQueue>;
