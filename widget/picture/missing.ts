import type { CaptureGap } from "../../shared/contract/submission.ts";
import type { Texts } from "../text.ts";
import type { View } from "../ui/view.ts";

/** What engines call that which they could not draw. */
const KINDS = new Map<string, keyof Texts>([
  ["image", "gapImage"],
  ["frame", "gapFrame"],
  ["video", "gapVideo"],
  ["canvas", "gapCanvas"],
  ["font", "gapFont"],
  ["style", "gapStyle"],
  ["component", "gapComponent"],
  ["element", "gapElement"],
]);

/** What a picture lacks, each kind once; empty where it is whole. What is masked is no lack: it is meant to be. */
export const missingIn = (all: readonly CaptureGap[], { say, root }: Pick<View, "say" | "root">): string => {
  const gaps = all.filter(({ reason }) => reason !== "masked");
  if (gaps.length === 0) return "";
  const kinds = [...new Set(gaps.flatMap(({ reason }) => KINDS.get(reason) ?? []))].map((kind) => say(kind));
  if (kinds.length === 0) return say("pictureGaps");
  const list = new Intl.ListFormat(root.querySelector<HTMLElement>(".shell")?.lang || "en", { type: "conjunction" });
  return say("pictureMissing", { parts: list.format(kinds) });
};
