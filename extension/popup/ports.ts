import { newIdempotencyKey } from "../../shared/api/idempotency-key.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Ports } from "../../widget/ports.ts";
import { ask, type Connect } from "../ask.ts";
import { blobOf } from "../data-url.ts";
import { deliveryOf } from "../problem.ts";

/** The tab that the popup stands over. */
export type TabPlace = { tabId: number; windowId: number };

const asError = (thrown: unknown): EarshotError =>
  thrown instanceof EarshotError ? thrown : new EarshotError("aborted", String(thrown), { cause: thrown });

/**
 * The form's two wishes, passed on to the worker: it outlives the popup, which the browser closes at the first click beside it.
 *
 * @param tab Absent where there is nothing to take a picture of.
 */
export const workerPorts = (connect: Connect, tab: TabPlace | undefined, newId = newIdempotencyKey): Ports => ({
  submit: (submission, report) =>
    new Promise((takenOver) => {
      let stored = false;
      ask(
        connect,
        "submit",
        { id: newId(), submission },
        {
          hear: (news) => {
            const delivery = deliveryOf(news);
            stored ||= delivery.state !== "needs-you";
            report(delivery);
            if (delivery.state !== "sending") takenOver(); // a saved one may still report that it was sent
          },
        },
      )
        .catch((thrown) => {
          const problem = asError(thrown);
          // Once the worker said that it is stored, no silence of the worker can lose it: the alarm sends it.
          report(stored ? { state: "saved", problem, nextTryAt: Date.now() } : { state: "needs-you", problem });
        })
        .finally(takenOver);
    }),
  ...(tab && {
    takeScreenshot: async (signal) => {
      const { dataUrl, ...facts } = await ask(connect, "take-picture", tab, { signal });
      return { ...facts, method: "tab", bitmap: await createImageBitmap(blobOf(dataUrl)) };
    },
  }),
});
