import type { EarshotError, ErrorFacts } from "../errors.ts";

/** A problem as it is kept: an error loses its class in storage. It holds no key and no token, as no `EarshotError` does. */
export type KeptProblem = Pick<EarshotError, "code" | "message"> & Pick<ErrorFacts, "status" | "details" | "requestId">;

/** All there is to know of a stored submission but its text: reading the queue must not mean reading its pictures. */
export type QueueHead = {
  /** A UUID, and the idempotency key to the very end. */
  id: string;
  /** The server it is for, and the publishable key it is sent with. */
  server: string;
  key: string;
  /** Bytes of the body and the files. */
  size: number;
  /** Ids of the files that the server has, in their order: as many of the first ones as there are ids. */
  uploads?: readonly string[];
  /** Milliseconds since 1970, as all times here. */
  createdAt: number;
  /** Failed tries so far. */
  attempts: number;
  nextTryAt: number;
  state: "waiting" | "needs-you";
  /**
   * Whose token it goes with: the token's `sub`, and until the host has handed one over, the mark of that sign-in. Without it no
   * token is sent.
   * The token itself is asked for at each try and never kept.
   */
  person?: string;
  /** Why it is still here, after a try. */
  problem?: KeptProblem;
};

/** A head, the submission as JSON text, and the files that go along: neither is ever changed after it was stored. */
export type QueueEntry = { head: QueueHead; body: string; files?: readonly File[] };

/**
 * Where the queue keeps its entries. `queue-storage.suite.ts` says how every implementation behaves.
 *
 * Every method rejects with an `EarshotError` (`storage_unavailable`, or `storage_full` when the device has no room) and
 * then has changed nothing.
 */
export type QueueStorage = {
  /** Whether what is stored outlives the page. */
  readonly durable: boolean;
  /** Whether this one is in memory only, though the storage is durable. @default none is */
  isFleeting?(id: string): boolean;
  /** All heads, oldest first. */
  heads(): Promise<QueueHead[]>;
  read(id: string): Promise<QueueEntry | undefined>;
  /**
   * Stores an entry if `mayAdd`, asked about the heads there are, agrees: in one step, so that two tabs cannot both take the
   * last place. An id that is there already stays as it is.
   *
   * @returns Whether the entry is stored. After `true` it survives a crash, if the storage is durable.
   */
  add(entry: QueueEntry, mayAdd: (heads: QueueHead[]) => boolean): Promise<boolean>;
  /** Changes a head in one step; a missing id is left missing. */
  update(id: string, change: (head: QueueHead) => QueueHead): Promise<void>;
  /** Removes an entry; a missing id is no error. */
  remove(id: string): Promise<void>;
};
