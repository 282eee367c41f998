import type { CaptureMethod } from "../../contract/enumerations.ts";
import type { CaptureGap } from "../../contract/submission.ts";
import { EarshotError } from "../../errors.ts";

export type CaptureOptions = {
  /** Elements that are not part of the page, such as the widget itself. They are not in the picture, nor is what is in them. */
  exclude: (element: Element) => boolean;
  /** Fields that were seen to hold a password: made readable they hold it still. Those seen now are added. @default none */
  passwords?: WeakSet<Element>;
};

export type Capture = {
  /** The viewport, at most two pixels per CSS pixel. The receiver closes it. */
  bitmap: ImageBitmap;
  method: CaptureMethod;
  durationMs: number;
  /** What could not be drawn, and why. Empty when the picture is whole. */
  gaps: CaptureGap[];
};

/**
 * Takes a picture of what the user sees of a page: the viewport, masked, nothing left behind in the page.
 *
 * @throws {EarshotError} `screenshot_failed` with `details.reason` (a `FailureReason`), `masking_failed`, or `aborted`.
 */
export type ScreenshotEngine = (view: Window, options: CaptureOptions, signal: AbortSignal) => Promise<Capture>;

export type FailureReason =
  /** More elements than can be drawn before the user loses patience. */
  | "page_too_large"
  | "took_too_long"
  /** The engine gave up: a policy of the page, or something it cannot draw. */
  | "engine_error";

const MESSAGES: Record<FailureReason, string> = {
  page_too_large: "This page is too large for a picture.",
  took_too_long: "Taking the picture took too long.",
  engine_error: "No picture could be taken of this page.",
};

export const screenshotFailed = (reason: FailureReason, cause?: unknown): EarshotError =>
  new EarshotError("screenshot_failed", MESSAGES[reason], { details: { reason }, ...(cause ? { cause } : {}) });
