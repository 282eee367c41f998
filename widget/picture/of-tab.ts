import { canShareTab, displayMediaEngine } from "../../shared/capture/screenshot/display-media.ts";
import { HOST_TAG } from "../host.ts";
import type { Ports } from "../ports.ts";

/** The browser's own picture of this tab, where it can be had. @param passwords Fields that were seen to hold one. */
export const pictureOfTab = (passwords: WeakSet<Element>): Ports["takeScreenshot"] =>
  canShareTab(window)
    ? (signal) => displayMediaEngine(window, { exclude: ({ localName }) => localName === HOST_TAG, passwords }, signal)
    : undefined;
