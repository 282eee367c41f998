import type { Submission } from "../../shared/contract/submission.ts";
import { EarshotError } from "../../shared/errors.ts";
import { ask, type Connect } from "../ask.ts";
import type { Picture } from "../messages.ts";
import type { PartWish, WantedPart } from "../part.ts";
import type { SessionSettings } from "../settings.ts";
import { TEXT } from "../text.ts";

/** What is shown while somebody chooses in the page. */
export type PartView = {
  /** It is over. @param outcome A sentence, where there is no picture. */
  over(outcome?: string): void;
};
/** Begins to show it. @param stop What a press on *Cancel* does. */
export type WatchPart = (stop: () => void) => PartView;

export type PartOptions = {
  connect: Connect;
  wish: PartWish;
  kept: SessionSettings["part"];
  /** Calls back whenever what is kept may have changed. @returns Its undo. */
  changes(changed: () => void): () => void;
  watch: WatchPart;
  /** What the form is told of an element that was chosen; of a region, that there is none. */
  pointed(element: Submission["element"]): void;
  /** Away with the popup: the page is under it. */
  leave(): void;
};

/** What came of it, once something has. `undefined` where it is no longer wanted. */
const decided = (visit: string, { kept, changes }: PartOptions, signal: AbortSignal): Promise<WantedPart | undefined> =>
  new Promise((resolve) => {
    const look = async () => {
      const wanted = await kept.get();
      if (!signal.aborted && wanted?.visit === visit && wanted.came.state === "choosing") return;
      undo();
      resolve(wanted?.visit === visit && !signal.aborted ? wanted : undefined);
    };
    const undo = changes(() => void look());
    signal.addEventListener("abort", () => void look());
    void look();
  });

/**
 * Lets a person choose a part of the page. A popup leaves: the next one has the picture. A panel stays, with its form as it is,
 * until there is one.
 *
 * @returns The picture; `undefined` where there is none.
 */
export const choosePart = async (options: PartOptions, signal: AbortSignal): Promise<Picture | undefined> => {
  const { connect, wish, kept, watch, pointed, leave } = options;
  const stopped = new AbortController();
  const view = watch(() => stopped.abort());
  try {
    const visit = await ask(connect, "choose-part", wish, { signal });
    if (wish.by === "popup") {
      leave();
      return undefined;
    }
    const wanted = await decided(visit, options, AbortSignal.any([signal, stopped.signal]));
    if (wanted) await kept.clear();
    else await ask(connect, "stop-part", { visit }).catch(() => {});
    const came = wanted?.came;
    view.over(came?.state === "failed" ? came.message : undefined);
    if (came?.state !== "ready") return undefined;
    pointed(came.element);
    return came.picture;
  } catch (thrown) {
    view.over(thrown instanceof EarshotError ? thrown.message : TEXT.unforeseen);
    return undefined;
  }
};
