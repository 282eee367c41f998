import type { Submission } from "../shared/contract/submission.ts";
import { database } from "../shared/transport/database.ts";
import { openStorage } from "../shared/transport/open-storage.ts";
import { createOutbox, type Report } from "../shared/transport/outbox.ts";
import { createQueue, problemOf } from "../shared/transport/queue.ts";
import { createSubmit } from "../shared/transport/submit.ts";
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
    const outbox = createOutbox({
      queue,
      fetch: fetchUnderPolicy(window),
      locks: navigator.locks,
      signal,
      wakeAt(time) {
        if (queue.durable) markWaiting(time !== undefined);
        wakeAt(time);
      },
    });
    return { queue, outbox, submit: createSubmit({ outbox, connection: () => connection }) };
  };
  const ready = () => {
    opening ??= open();
    return opening;
  };

  return {
    async submit(submission: Submission, report: Report) {
      await (await ready()).submit(submission, report);
    },
    async takeScreenshot(cancelled) {
      const { html2canvasEngine } = await import("../shared/capture/screenshot/html2canvas.ts");
      return html2canvasEngine(window, { exclude: (element) => element.localName === HOST_TAG, passwords }, cancelled);
    },
    refused: {
      async list() {
        const { queue } = await ready();
        const entries = await Promise.all((await queue.refused()).map(({ id }) => queue.read(id)));
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
      await (await ready()).outbox.flush();
    },
  };
};
