import { pageEngine } from "../../shared/capture/screenshot/page-engine.ts";
import { HOST_TAG } from "../host.ts";
import type { Screenshot } from "../ports.ts";

/** The page, without what is ours. @param passwords Fields that were seen to hold one. */
export const pictureOfPage = (passwords: WeakSet<Element>, signal: AbortSignal): Promise<Screenshot> =>
  pageEngine(window, { exclude: ({ localName }) => localName === HOST_TAG, passwords }, signal);
