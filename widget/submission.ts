import { buildSubmission, type LeftOut } from "../shared/capture/payload.ts";
import type { Submission } from "../shared/contract/submission.ts";
import type { FlowState, World } from "./flow.ts";
import { isPrivateMode } from "./private-mode.ts";

/** What would be sent now. With nothing left out: what could be. */
export const submissionOf = (
  { words, page, site, picture, settings }: FlowState,
  { source, ports }: Pick<World, "source" | "ports">,
  leftOut: LeftOut = new Set(words.leftOut),
): Submission =>
  buildSubmission({
    words,
    page,
    leftOut,
    site,
    source,
    isPrivate: isPrivateMode(settings, ports),
    ...(picture.state === "ready" ? { picture: picture.encoded } : {}),
  });
