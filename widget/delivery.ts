import type { Submission } from "../shared/contract/submission.ts";
import { database } from "../shared/transport/database.ts";
import { openStorage } from "../shared/transport/open-storage.ts";
import { createOutbox, type Report } from "../shared/transport/outbox.ts";
import { createQueue, problemOf } from "../shared/transport/queue.ts";
import { createSubmit } from "../shared/transport/submit.ts";
import type { Signer } from "../shared/transport/user-token.ts";
import { wakeByPage } from "../shared/transport/wake.ts";
import { type DraftStore, draftIn } from "./draft.ts";
import { fetchUnderPolicy } from "./fetch-under-policy.ts";
import { ifAllowed } from "./if-allowed.ts";
import { noDraft } from "./no-draft.ts";
import type { Ports, Refused } from "./ports.ts";
import { markWaiting } from "./waiting.ts";

/** Where to send, and with which publishable key. */
export type Connection = { server: string; key: string };

export type Delivering = Pick<Ports, "submit"> & {
  refused: NonNullable<Ports["refused"]>;
  draft: DraftStore;
  /** Sends what earlier visits left, and goes on until it is all sent. Never rejects. */
  resume(): Promise<void>;
  /** Somebody signed in: what waited for it is sent. */
  signedIn(): void;
};

/**
 * What a page needs to keep and to send what somebody wrote: the outbox and the drafts in its IndexedDB. Nothing is opened before
 * the first use.
 *
 * @param connection Where to send, and with which publishable key.
 * @param signer Who is signed in at the host. Read at each try.
 */
export const deliver = (connection: Connection, signer: () => Signer | undefined, signal: AbortSignal): Delivering => {
  const factory = ifAllowed(() => window.indexedDB);
  const db = factory && database(factory, signal);
  let opening: ReturnType<typeof open> | undefined;
  const open = async () => {
    const queue = createQueue({ storage: await openStorage(db) });
    const wakeAt = wakeByPage(
      {
        window,
        document,
        setTimeout: (work, ms) => window.setTimeout(work, ms),
        clearTimeout: (timer: number) => window.clearTimeout(timer),
        now: Date.now,
      },
      (connected) => void outbox.flush(connected),
      signal,
    );
    const others = signal.aborted ? undefined : ifAllowed(() => new BroadcastChannel("earshot"));
    signal.addEventListener("abort", () => others?.close());
    const outbox = createOutbox({
      queue,
      others,
      fetch: fetchUnderPolicy(window),
      locks: navigator.locks,
      signer,
      signal,
      wakeAt(time) {
        if (queue.durable || time === undefined) markWaiting(time !== undefined);
        wakeAt(time);
      },
    });
    void outbox.flush(); // what earlier visits left, though no mark told of it
    return { queue, outbox, submit: createSubmit({ outbox, connection: () => connection }) };
  };
  const ready = () => {
    opening ??= open();
    return opening;
  };

  return {
    async submit(submission: Submission, report: Report) {
      // Marked before it is stored: a page that dies in between leaves a mark without an entry, not an entry that nobody looks for.
      if (db) markWaiting(true);
      await (await ready()).submit(submission, report);
    },
    refused: {
      async list() {
        const { queue } = await ready();
        const entries = await Promise.all(
          (await queue.refused()).map(({ id }) => queue.read(id).catch(() => undefined)), // one that cannot be read hides no other
        );
        return entries.flatMap((entry): Refused[] => {
          const problem = entry && problemOf(entry.head);
          return problem ? [{ id: entry.head.id, submission: JSON.parse(entry.body) as Submission, problem }] : [];
        });
      },
      async discard(id) {
        await (await ready()).queue.remove(id);
      },
    },
    draft: db
      ? draftIn(
          db,
          connection.key,
          ifAllowed(() => window.sessionStorage),
        )
      : noDraft,
    async resume() {
      await ready();
    },
    signedIn() {
      if (opening) void opening.then(({ outbox }) => outbox.flush(true));
    },
  };
};
