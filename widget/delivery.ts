import type { Submission } from "../shared/contract/submission.ts";
import { EarshotError } from "../shared/errors.ts";
import { database } from "../shared/transport/database.ts";
import { openStorage } from "../shared/transport/open-storage.ts";
import { createOutbox, type Report } from "../shared/transport/outbox.ts";
import { createQueue, problemOf } from "../shared/transport/queue.ts";
import { type Along, createSubmit } from "../shared/transport/submit.ts";
import type { UploadFiles } from "../shared/transport/upload.ts";
import type { Signer } from "../shared/transport/user-token.ts";
import { wakeByPage } from "../shared/transport/wake.ts";
import { keptFiles, noFiles } from "./attachments/kept-files.ts";
import { type DraftStore, draftIn } from "./draft.ts";
import { fetchUnderPolicy } from "./fetch-under-policy.ts";
import { ifAllowed } from "./if-allowed.ts";
import { lazily } from "./lazily.ts";
import { noDraft } from "./no-draft.ts";
import type { Ports, Refused } from "./ports.ts";
import { markWaiting } from "./waiting.ts";

/** Where to send, and with which publishable key. */
export type Connection = { server: string; key: string };

export type Delivering = Pick<Ports, "submit"> & {
  refused: NonNullable<Ports["refused"]>;
  files: NonNullable<Ports["files"]>;
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
  const sendingFiles = lazily(async () => (await import("./attachments/send-files.ts")).sendFiles(window));
  const upload: UploadFiles = async (uploading) => {
    const send = await sendingFiles().catch((cause) => {
      throw new EarshotError("network_error", "A part of the form could not be loaded.", { cause });
    });
    return send(uploading);
  };
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
      upload,
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
    async submit(submission: Submission, report: Report, along?: Along) {
      // Marked before it is stored: a page that dies in between leaves a mark without an entry, not an entry that nobody looks for.
      if (db) markWaiting(true);
      await (await ready()).submit(submission, report, along);
    },
    refused: {
      async list() {
        const { queue } = await ready();
        const entries = await Promise.all(
          (await queue.refused()).map(({ id }) => queue.read(id).catch(() => undefined)), // one that cannot be read hides no other
        );
        return entries.flatMap((entry): Refused[] => {
          const problem = entry && problemOf(entry.head);
          if (!problem) return [];
          const { head, body, files } = entry;
          return [{ id: head.id, submission: JSON.parse(body) as Submission, problem, files }];
        });
      },
      async discard(id) {
        await (await ready()).queue.remove(id);
      },
    },
    files: { ...(db ? keptFiles(db, connection.key) : noFiles), ready: sendingFiles },
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
