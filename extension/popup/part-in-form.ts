import type { Runtime } from "webextension-polyfill";
import type { Submission } from "../../shared/contract/submission.ts";
import type { DraftStore } from "../../widget/draft.ts";
import type { Mounted } from "../../widget/mount.tsx";
import type { Picture } from "../messages.ts";
import type { WantedPart } from "../part.ts";
import type { SessionSettings } from "../settings.ts";
import { choosePart } from "./part.ts";
import { sayOutcome, showPart } from "./part-choosing.tsx";
import { pointedDraft } from "./pointed-draft.ts";
import type { WorkerPorts } from "./ports.ts";
import type { Quote } from "./quoted-draft.ts";
import { screenshotOf } from "./screenshot-of.ts";
import type { Tab } from "./tab-facts.ts";

export type PartInForm = {
  /** Whether a press in the page ends the form: then the next one has the picture. */
  isPopup: boolean;
  kept: SessionSettings["part"];
  /** Calls back whenever what is kept may have changed. @returns Its undo. */
  changes(changed: () => void): () => void;
  /** What was chosen in the page, for the form before this one. */
  part: WantedPart | undefined;
  leave(): void;
};

export type ComposedForm = Mounted & {
  /** What was chosen in the page, while the form has its picture as it came. Of no use once the form is gone. */
  chosen(): WantedPart | undefined;
};

/** A picture of a part of the page, as far as the form has to do with it. */
export const partInForm = (
  { isPopup, part, ...rest }: PartInForm,
  {
    place,
    tab,
    quote,
    runtime,
    address,
  }: {
    /** An element of the form's page, which takes no room otherwise. */
    place: HTMLElement;
    tab: Tab;
    quote: Quote;
    runtime: Pick<Runtime.Static, "connect">;
    /** The page's address, as the form has it. */
    address(): string | undefined;
  },
) => {
  const ends = new AbortController();
  const watch = showPart(place);
  const ready = part?.came.state === "ready" ? part.came : undefined;
  if (part?.came.state === "failed") sayOutcome(place, part.came.message);
  const { id: tabId, windowId } = tab;
  let form: Mounted | undefined;
  let picture: ImageBitmap | undefined;
  const first = async (came: { picture: Picture }) => {
    const screenshot = await screenshotOf(came.picture);
    picture = screenshot.bitmap;
    return screenshot;
  };
  return {
    ports: {
      first: ready && (() => first(ready)),
      choosePart: async () => {
        if (tabId === undefined || windowId === undefined) return undefined;
        const by = isPopup ? "popup" : "panel";
        const pointed = (element: Submission["element"]) => form?.open({ element, pointedOn: address() });
        const connect: WorkerPorts["connect"] = (info) => runtime.connect(info);
        const wish = { tabId, windowId, by, url: tab.url, quote: quote.now() } as const;
        return choosePart({ ...rest, connect, wish, watch, pointed }, ends.signal);
      },
    },
    draft: (draft: DraftStore): DraftStore => (ready ? pointedDraft(draft, ready.element, address()) : draft),
    /** The form is there now. */
    of(mounted: Mounted): ComposedForm {
      form = mounted;
      const destroy = () => {
        ends.abort();
        mounted.destroy();
      };
      const chosen = () => (ready && picture?.width !== 0 ? part : undefined); // who replaces or edits a picture closes it
      return { ...mounted, destroy, chosen };
    },
  };
};
