import type { Submission } from "../shared/contract/submission.ts";
import { database } from "../shared/transport/database.ts";
import { openStorage } from "../shared/transport/open-storage.ts";
import { createOutbox, type Report } from "../shared/transport/outbox.ts";
import { createQueue, problemOf } from "../shared/transport/queue.ts";
import { createSubmit } from "../shared/transport/submit.ts";
import type { Signer, UserToken } from "../shared/transport/user-token.ts";
import { wakeByPage } from "../shared/transport/wake.ts";
import { type DraftStore, draftIn, noDraft } from "./draft.ts";
import { fetchUnderPolicy } from "./fetch-under-policy.ts";
import { HOST_TAG } from "./host.ts";
import { ifAllowed } from "./if-allowed.ts";
import type { Ports, Refused } from "./ports.ts";
import { markWaiting } from "./waiting.ts";

export type PagePorts = Ports & {
  draft: DraftStore;
  /** Sends what earlier visits left, and goes on until it is all sent. Never rejects. */
  resume(): Promise<void>;
  /** Who is signed in at the host, for apps in private mode; `null` when nobody is any more. What waited for it is sent. */
  setUserToken(token: UserToken | null): void;
};

/**
 * The ports of a page: the outbox in its IndexedDB, and the DOM renderer for pictures. Nothing is opened before the first use.
 *
 * @param connection Where to send, and with which publishable key.
 */
export const pagePorts = (connection: { server: string; key: string }, signal: AbortSignal): PagePorts => {
  const factory = ifAllowed(() => window.indexedDB);
  const db = factory && database(factory);
  /** What holds a password now may be made readable before a picture is taken. */
  const passwords = new WeakSet<Element>(document.querySelectorAll("input[type=password i]"));
  let signer: Signer | undefined;
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
    const others = ifAllowed(() => new BroadcastChannel("earshot"));
    signal.addEventListener("abort", () => others?.close());
    const outbox = createOutbox({
      queue,
      others,
      fetch: fetchUnderPolicy(window),
      locks: navigator.locks,
      signer: () => signer,
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
    async takeScreenshot(cancelled) {
      const { html2canvasEngine } = await import("../shared/capture/screenshot/html2canvas.ts");
      return html2canvasEngine(window, { exclude: (element) => element.localName === HOST_TAG, passwords }, cancelled);
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
    setUserToken(token) {
      // Only where tokens are used is their code fetched.
      const ask: Signer["ask"] = async (renew, within) => {
        const { askForToken } = await import("../shared/transport/user-token.ts");
        return token ? askForToken(token, renew, within) : undefined;
      };
      signer = token ? { renewable: typeof token === "function", ask } : undefined;
      if (opening && signer) void opening.then(({ outbox }) => outbox.flush(true));
    },
  };
};
