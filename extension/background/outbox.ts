import type { Fetch } from "../../shared/api/request.ts";
import { EarshotError } from "../../shared/errors.ts";
import {
  createOutbox,
  createQueue,
  type Delivery,
  database,
  indexedDbStorage,
  type Outbox,
  type Queue,
} from "../../shared/transport/index.ts";
import { uploadFiles } from "../../shared/transport/upload.ts";
import type { Connections } from "../connections.ts";
import { type History, remembered } from "../history/history.ts";
import type { Question } from "../messages.ts";
import type { PlainDelivery } from "../problem.ts";
import { plainDelivery } from "../problem.ts";
import { TEXT } from "../text.ts";
import type { HandedDrafts } from "./handed-draft.ts";
import type { TakeFiles } from "./handed-files.ts";

/** The alarm that starts a stopped worker while feedback waits: the shortest period browsers allow. */
export const FLUSH_ALARM = "flush";
const PERIOD_MINUTES = 0.5;
/** A timer is exact while the worker lives; between two tries at least this long. */
const LEAST_MS = 1_000;

type Alarms = {
  create(name: string, info: { when: number; periodInMinutes: number }): unknown;
  clear(name: string): Promise<boolean>;
};

export type WorkerOutboxOptions = {
  /** Done with each that comes in, in the same step. */
  withAdd: HandedDrafts["withAdd"];
  indexedDB: IDBFactory;
  locks: LockManager;
  fetch: Fetch;
  alarms: Alarms;
  /** Told of the queue whenever something came into it or left it, and once after the worker has started. */
  changed(queue: Queue): void;
  /** Told of each submission that the server has just taken, whoever had it sent: its id, and the feedback's. */
  sent(id: string, feedback: string): void;
};

/** The outbox of the extension: in the worker's IndexedDB, woken by timer while the worker lives and by alarm when not. */
export const workerOutbox = ({
  withAdd,
  indexedDB,
  locks,
  fetch,
  alarms,
  changed,
  sent,
}: WorkerOutboxOptions): Outbox => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay = 0;
  const setAlarm = (inMs: number) => {
    const periodMs = PERIOD_MINUTES * 60_000;
    alarms.create(FLUSH_ALARM, { when: Date.now() + Math.max(inMs, periodMs), periodInMinutes: PERIOD_MINUTES });
  };
  const queue = createQueue({ storage: indexedDbStorage(database(indexedDB), withAdd) });
  const outbox = createOutbox({
    queue,
    // The worker may be stopped over a request: then the alarm comes soon, not when the answer would have been late.
    fetch: async (url, init) => {
      underWay++;
      setAlarm(0);
      try {
        return await fetch(url, init);
      } finally {
        underWay--;
      }
    },
    upload: uploadFiles,
    locks,
    others: { postMessage: ({ id, as }) => sent(id, as), addEventListener: () => {} },
    wakeAt: (time) => {
      changed(queue);
      clearTimeout(timer);
      if (time === undefined) return void alarms.clear(FLUSH_ALARM);
      const inMs = Math.max(LEAST_MS, time - Date.now());
      timer = setTimeout(() => void outbox.flush(), inMs);
      setAlarm(underWay > 0 ? 0 : inMs);
    },
  });
  return outbox;
};

/**
 * Keeps a submission and sends it where it is meant to go. Ends when it was sent or refused, or the
 * asker hung up; the sending goes on without the asker.
 */
export const submit = async (
  { id, connection, submission, draft, files: handed }: Question<"submit">,
  {
    outbox,
    connections,
    history,
    drafts,
    takeFiles,
    leaving,
    tell,
    signal,
  }: {
    outbox: Outbox;
    history: Pick<History, "stored" | "discard">;
    drafts: HandedDrafts["drafts"];
    takeFiles: TakeFiles;
    /** What can be taken back while its files are on their way, by id. */
    leaving: Map<string, AbortController>;
    connections: Pick<Connections, "find">;
    tell(delivery: PlainDelivery): void;
    signal: AbortSignal;
  },
): Promise<null> => {
  const to = await connections.find(connection);
  if (!to) throw new EarshotError("not_connected", TEXT.notConnected);
  const body = JSON.stringify({ ...submission, sourceType: "browser-extension" });
  const found = handed && (await takeFiles(id, handed));
  if (found && "sent" in found) {
    tell({ state: "sent", id: found.sent });
    return null;
  }
  const along = found && "files" in found ? { files: found.files } : {};
  const back = new AbortController();
  leaving.set(id, back);
  if (draft !== undefined) drafts.set(id, { name: draft, content: submission.content });
  await new Promise<void>((settled) => {
    signal.addEventListener("abort", () => settled());
    const report = (delivery: Delivery) => {
      // It is in the queue now. Where it cannot be written down here, the next look at the queue finds it.
      if (delivery.state === "sending" && !delivery.progress)
        history.stored(remembered(id, submission, to, Date.now())).catch(() => {});
      if (delivery.state === "needs-you" && back.signal.aborted) history.discard(id, async () => {}).catch(() => {});
      tell(plainDelivery(delivery));
      if (delivery.state === "sent" || delivery.state === "needs-you") settled();
    };
    void outbox.submit({ id, server: to.server, key: to.key, body, ...along }, report, back.signal).finally(() => {
      leaving.delete(id);
      drafts.delete(id);
    });
  });
  return null;
};
