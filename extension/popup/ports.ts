import { newIdempotencyKey } from "../../shared/api/idempotency-key.ts";
import type { Ports, Screenshot } from "../../widget/ports.ts";
import { ask, type Connect } from "../ask.ts";
import type { Picture } from "../messages.ts";
import { deliveryOf, errorOf, type PlainDelivery, problemOf } from "../problem.ts";
import { TEXT } from "../text.ts";
import { screenshotOf } from "./screenshot-of.ts";
import { type WatchWhole, wholePage } from "./whole-page.ts";

/** The tab that the popup stands over. */
export type TabPlace = { tabId: number; windowId: number };

export type WorkerPorts = {
  connect: Connect;
  /** The id of the connection by which it goes. */
  connection: string;
  /** Absent where there is nothing to take a picture of. */
  tab: TabPlace | undefined;
  refused: NonNullable<Ports["refused"]>;
  /** Whether a submission is in the worker's hands, though the worker did not come to say so. @default it never is */
  isTaken?: (id: string) => Promise<boolean>;
  /** Told how a picture of the whole page comes along. Absent where none is offered. */
  watch?: WatchWhole | undefined;
  /** Lets a person choose a part of the page. Absent where none is offered. */
  choosePart?: (() => Promise<Picture | undefined>) | undefined;
  /** The picture that was asked for in the popup before this one: the first that is given. */
  first?: (() => Promise<Screenshot>) | undefined;
  newId?: () => string;
  /** The name of the draft that is being written. The worker drops it, should the form be gone by then. */
  draft?: string | undefined;
  /** Where the form keeps its files, and beside which draft: the worker takes them from there. Absent where none can go along. */
  files?: (NonNullable<Ports["files"]> & { draft: string }) | undefined;
};

/**
 * The form's wishes, passed on to the worker: it outlives the popup, which the browser closes at the first click beside it.
 */
export const workerPorts = (options: WorkerPorts): Ports => {
  const { connect, connection, tab, refused, watch, choosePart, files: kept } = options;
  const { draft, isTaken = async () => false, newId = newIdempotencyKey } = options;
  const offerPart = async () => {
    const picture = await choosePart?.();
    return picture && (() => screenshotOf(picture));
  };
  let { first } = options;
  const take = (tab: TabPlace, signal: AbortSignal) => {
    const taken = first ? first() : ask(connect, "take-picture", tab, { signal }).then(screenshotOf);
    first = undefined;
    return taken;
  };
  /** Files do not travel over ports: they are kept where the worker finds them, and it is told which they are. */
  const handOver = async (files: readonly File[] = []) => {
    if (!kept || files.length === 0) return {};
    await kept.keep(files);
    return { files: { draft: kept.draft, each: files.map(({ name, size, type }) => ({ name, size, type })) } };
  };
  return {
    refused,
    ...(kept && { files: kept }),
    submit: (submission, report, { files, signal } = {}) =>
      new Promise((takenOver) => {
        const id = newId();
        let stored = false;
        const hear = (news: PlainDelivery) => {
          const delivery = deliveryOf(news);
          stored ||= delivery.state !== "needs-you";
          report(delivery);
          if (delivery.state !== "sending") takenOver(); // a saved one still reports when it was sent
        };
        const fail = async (thrown: unknown) => {
          const { code, ...facts } = problemOf(thrown);
          const isOurs = code === "aborted" && !signal?.aborted; // only who takes it back has it back without a word
          const problem = errorOf({ ...facts, code: isOurs ? "unexpected_answer" : code });
          // Once it is stored, no silence of the worker can lose it: the alarm has it sent. Sent again by its writer, under
          // another id, it would be there twice.
          stored ||= isOurs && (await isTaken(id).catch(() => false));
          report(stored ? { state: "saved", problem, nextTryAt: Date.now() } : { state: "needs-you", problem });
        };
        signal?.addEventListener("abort", () => void ask(connect, "take-back", { id }).catch(() => {}));
        handOver(files)
          .then((along) =>
            ask(
              connect,
              "submit",
              { id, connection, submission, ...(draft !== undefined && { draft }), ...along },
              { hear },
            ),
          )
          .catch(fail)
          .finally(takenOver);
      }),
    ...(tab && {
      takeScreenshot: (signal) => take(tab, signal),
    }),
    ...(tab &&
      watch && {
        otherScreenshots: [
          {
            label: TEXT.whole,
            offer: async () => (signal: AbortSignal) => wholePage({ connect, tab, watch }, signal).then(screenshotOf),
          },
          ...(choosePart ? [{ label: TEXT.part, offer: offerPart }] : []),
        ],
      }),
  };
};
