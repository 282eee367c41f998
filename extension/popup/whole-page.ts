import { EarshotError } from "../../shared/errors.ts";
import { ask, type Connect } from "../ask.ts";
import type { Picture, Progress } from "../messages.ts";
import { TEXT } from "../text.ts";
import type { TabPlace } from "./ports.ts";

/** What is shown while a whole page is taken. */
export type WholeView = {
  progress(progress: Progress): void;
  /** It is over. @param outcome A sentence, where the picture is not what was asked for. */
  over(outcome?: string): void;
};

/** Begins to show it. @param stop What a press on *Stop* does. */
export type WatchWhole = (stop: () => void) => WholeView;

/**
 * A picture of the whole page. Where there can be none, or its user stops it, it is one of what is in sight: the form had
 * a picture before, and has one after.
 */
export const wholePage = async (
  { connect, tab, watch }: { connect: Connect; tab: TabPlace; watch: WatchWhole },
  signal: AbortSignal,
): Promise<Picture> => {
  const stopped = new AbortController();
  const view = watch(() => stopped.abort());
  try {
    const either = AbortSignal.any([signal, stopped.signal]);
    const picture = await ask(connect, "take-full-page", tab, { signal: either, hear: view.progress });
    view.over(picture.gaps.some(({ reason }) => reason === "page") ? TEXT.wholeCut : undefined);
    return picture;
  } catch (thrown) {
    const reason = thrown instanceof EarshotError ? thrown.message : TEXT.unforeseen;
    view.over(stopped.signal.aborted ? TEXT.wholeStopped : TEXT.wholeInstead(reason));
    if (signal.aborted) throw thrown;
    return ask(connect, "take-picture", tab, { signal });
  }
};
