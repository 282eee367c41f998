import type { Submission } from "../shared/contract/submission.ts";
import { EarshotError } from "../shared/errors.ts";
import { database } from "../shared/transport/database.ts";
import { isMark } from "../shared/transport/mark.ts";
import { openStorage } from "../shared/transport/open-storage.ts";
import { createOutbox, type Report } from "../shared/transport/outbox.ts";
import { createQueue, problemOf } from "../shared/transport/queue.ts";
import type { QueueHead } from "../shared/transport/queue-storage.ts";
import { type Along, createSubmit } from "../shared/transport/submit.ts";
import type { UploadFiles } from "../shared/transport/upload.ts";
import type { Signer } from "../shared/transport/user-token.ts";
import { wakeByPage } from "../shared/transport/wake.ts";
import { type KeptFiles, keptFiles, noFiles } from "./attachments/kept-files.ts";
import { type DraftStore, draftIn } from "./draft.ts";
import { fetchUnderPolicy } from "./fetch-under-policy.ts";
import { ifAllowed } from "./if-allowed.ts";
import { lazily } from "./lazily.ts";
import { noDraft } from "./no-draft.ts";
import type { Ports, Refused } from "./ports.ts";
import { markWaiting } from "./waiting.ts";

const NOWHERE = { draft: noDraft, files: noFiles };

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
  /** Who each sign-in was for when its host was last asked. */
  const people = new WeakMap<Signer, string>();
  const remembering = (): Signer | undefined => {
    const who = signer();
    return (
      who && {
        ...who,
        async ask(renew, signal) {
          const signed = await who.ask(renew, signal);
          if (signed) people.set(who, signed.person);
          return signed;
        },
      }
    );
  };
  /** Who is signed in, as the outbox knows it: by their `sub`; while the host does not say it, by the mark of the sign-in. */
  const person = async (): Promise<string | undefined> => {
    const who = remembering();
    const signed = await who?.ask(false, signal).catch(() => undefined);
    return signed?.person || who?.mark;
  };
  type Place = { draft: DraftStore; files: KeptFiles };
  const tab = ifAllowed(() => window.sessionStorage);
  const places = new Map<string | undefined, Place>();
  /** Each person's unfinished words and files are their own. While nobody knows whose they are, they are kept nowhere. */
  const placeOf = (whose: string | undefined): Place => {
    const name = whose === undefined ? connection.key : `${connection.key} ${whose}`;
    const there = places.get(whose);
    const isKept = db && !(whose !== undefined && isMark(whose));
    const made = there ?? (isKept ? { draft: draftIn(db, name, tab), files: keptFiles(db, name) } : NOWHERE);
    places.set(whose, made);
    return made;
  };
  /** Where what is written now belongs; the host is asked only if it has not said whose it is. */
  const place = async (): Promise<Place> => {
    const who = signer();
    return placeOf((who && people.get(who)) || (await person()));
  };
  /** Whoever is signed in, and nobody: something may have been written before its writer signed in. */
  const here = (): Place[] => {
    const who = signer();
    const whose = who && people.get(who);
    return [...new Set([placeOf(undefined), placeOf(whose || undefined)])];
  };
  const placeNow = async (): Promise<Place> => placeOf(await person());
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
      signer: remembering,
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
        const [{ queue }, whose] = await Promise.all([ready(), person()]);
        // Another person's are not for these eyes, and what was meant for another app is not sent to this one.
        const isTheirs = ({ person, key, server }: QueueHead) =>
          person === whose && key === connection.key && server === connection.server;
        const entries = await Promise.all(
          (await queue.refused()).filter(isTheirs).map(({ id }) => queue.read(id).catch(() => undefined)), // one that cannot be read hides no other
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
    files: {
      read: async () => (await placeNow()).files.read(),
      async keep(files) {
        if (files.length > 0) return (await place()).files.keep(files);
        await Promise.all(here().map((one) => one.files.keep(files)));
      },
      ready: sendingFiles,
    },
    draft: {
      read: async () => (await placeNow()).draft.read(),
      write: async (words) => (await place()).draft.write(words),
      async drop(content) {
        await Promise.all(here().map(({ draft }) => draft.drop(content)));
      },
    },
    async resume() {
      await ready();
    },
    signedIn() {
      if (opening) void opening.then(({ outbox }) => outbox.flush(true));
    },
  };
};
