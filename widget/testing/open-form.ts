// What a form loads when it is wanted is here already: a test need not wait for it.
import "../contents/contents.tsx";
import "../locales/en.ts";
import "../outcome/outcome.tsx";
import "../picture/offers.tsx";
import "../picture/picture.tsx";
import "../sending.ts";
import type { Submission } from "../../shared/contract/submission.ts";
import type { Delivery } from "../../shared/transport/delivery.ts";
import type { Along } from "../../shared/transport/submit.ts";
import type { DraftStore, Words } from "../draft.ts";
import { type MountOptions, mount, type WidgetEvent } from "../mount.tsx";
import type { Ports, Refused, Screenshot } from "../ports.ts";

/** For tests: a red and blue picture, as a tab of 800 by 600 would give it. */
export const takeExamplePicture = async (): Promise<Screenshot> => {
  const canvas = new OffscreenCanvas(800, 600);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(200, 30, 60)";
  context.fillRect(0, 0, 800, 300);
  context.fillStyle = "rgb(30, 60, 200)";
  context.fillRect(0, 300, 800, 300);
  return { bitmap: canvas.transferToImageBitmap(), method: "html2canvas", durationMs: 12, gaps: [] };
};

/** For tests: a draft store that outlives the form, as the browser's does. */
export const rememberingDraft = (): DraftStore & { kept: () => Words | undefined } => {
  let kept: Words | undefined;
  return {
    kept: () => kept,
    read: async () => kept,
    async write(words) {
      kept = words.content || words.category || words.email ? words : undefined;
    },
    async drop(content) {
      if (kept?.content === content) kept = undefined;
    },
  };
};

type Given = { options?: MountOptions; ports?: Partial<Ports>; refused?: Refused[]; withoutPictures?: boolean };

/**
 * For tests: a mounted form whose submissions go nowhere, and what came of it. `deliver` says how the last submission stands.
 */
export const openForm = ({ options = {}, ports = {}, refused = [], withoutPictures = false }: Given = {}) => {
  const submissions: Submission[] = [];
  /** What went along with each. */
  const along: Along[] = [];
  const events: WidgetEvent[] = [];
  const discarded: string[] = [];
  let report: (delivery: Delivery) => void = () => {};
  const mounted = mount(
    { on: (event) => events.push(event), ...options },
    {
      async submit(submission, hear, beside = {}) {
        submissions.push(submission);
        along.push(beside);
        report = hear;
      },
      ...(withoutPictures ? {} : { takeScreenshot: takeExamplePicture }),
      refused: {
        list: async () => refused.filter(({ id }) => !discarded.includes(id)),
        discard: async (id) => void discarded.push(id),
      },
      ...ports,
    },
  );
  if (!options.container) mounted.open();
  return { mounted, submissions, along, events, discarded, deliver: (delivery: Delivery) => report(delivery) };
};
