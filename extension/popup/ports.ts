import { newIdempotencyKey } from "../../shared/api/idempotency-key.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Ports } from "../../widget/ports.ts";
import { ask, type Connect } from "../ask.ts";
import { deliveryOf, errorOf, type PlainDelivery, problemOf } from "../problem.ts";

/** The tab that the popup stands over. */
export type TabPlace = { tabId: number; windowId: number };

export type WorkerPorts = {
  connect: Connect;
  /** The id of the connection by which it goes. */
  connection: string;
  /** Absent where there is nothing to take a picture of. */
  tab: TabPlace | undefined;
  refused: NonNullable<Ports["refused"]>;
  newId?: () => string;
};

/**
 * The form's wishes, passed on to the worker: it outlives the popup, which the browser closes at the first click beside it.
 */
export const workerPorts = ({ connect, connection, tab, refused, newId = newIdempotencyKey }: WorkerPorts): Ports => ({
  refused,
  submit: (submission, report) =>
    new Promise((takenOver) => {
      let stored = false;
      const hear = (news: PlainDelivery) => {
        const delivery = deliveryOf(news);
        stored ||= delivery.state !== "needs-you";
        report(delivery);
        if (delivery.state !== "sending") takenOver(); // a saved one still reports when it was sent
      };
      const fail = (thrown: unknown) => {
        const problem = errorOf(problemOf(thrown));
        // Once the worker said that it is stored, no silence of the worker can lose it: the alarm has it sent.
        report(stored ? { state: "saved", problem, nextTryAt: Date.now() } : { state: "needs-you", problem });
      };
      ask(connect, "submit", { id: newId(), connection, submission }, { hear }).catch(fail).finally(takenOver);
    }),
  ...(tab && {
    takeScreenshot: async (signal) => {
      const { dataUrl, ...facts } = await ask(connect, "take-picture", tab, { signal });
      return { ...facts, method: "tab", bitmap: await decodePicture(dataUrl) };
    },
  }),
});
