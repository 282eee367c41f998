import type { CaptureMethod } from "../../contract/enumerations.ts";
import { LIMITS } from "../../contract/limits.ts";
import type { CaptureGap, Rectangle } from "../../contract/submission.ts";
import { EarshotError } from "../../errors.ts";
import type { Relay } from "./renderer/resources/index.ts";

export type CaptureOptions = {
  /** Elements that are not part of the page, such as the widget itself. They are not in the picture, nor is what is in them. */
  exclude: (element: Element) => boolean;
  /** Fields that were seen to hold a password: made readable they hold it still. Those seen now are added. @default none */
  passwords?: WeakSet<Element>;
  /** How long it may take, in ms. An engine that can tell beforehand that it will take longer gives up at once. @default its own */
  withinMs?: number;
  /** The page's rules forbid `data:` images: to try one would be reported to the site's owner. @default false */
  withoutDataImages?: boolean;
  /** Where an element may stand for a moment that nobody sees, the page's own observers neither. @default the root element */
  place?: ParentNode & Node;
  /** Gives images of other sites that the page itself may not read. @default none */
  relay?: Relay;
};

export type Capture = {
  /** The viewport, at most two pixels per CSS pixel. The receiver closes it. */
  bitmap: ImageBitmap;
  method: CaptureMethod;
  durationMs: number;
  /** What could not be drawn, and why; then what is covered because nobody may see it: `masked`. */
  gaps: CaptureGap[];
};

/** However finely a screen shows them: more is not seen, and costs. */
export const MOST_PIXELS_PER_PIXEL = 2;

/** A place as it is told. */
const rounded = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
});

/** Where two places overlap. Its width or height is none, or less, where they do not. */
export const common = (one: Rectangle, other: Rectangle): Rectangle => {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  return {
    x,
    y,
    width: Math.min(one.x + one.width, other.x + other.width) - x,
    height: Math.min(one.y + one.height, other.y + other.height) - y,
  };
};

/** Whether one place lies within another, but for what rounding does. */
const holds = (outer: Rectangle, { x, y, width, height }: Rectangle): boolean =>
  x >= outer.x - 1 &&
  y >= outer.y - 1 &&
  x + width <= outer.x + outer.width + 1 &&
  y + height <= outer.y + outer.height + 1;

/**
 * Gaps as they are told. What is masked comes last, so that the limit drops nothing that is missing for it; as far as it is
 * in view, what lies within another once, and from the top down: the order in which it was found says nothing.
 *
 * @param view What the picture shows.
 */
export const toldGaps = (all: readonly CaptureGap[], view: Rectangle): CaptureGap[] => {
  const gaps: CaptureGap[] = [];
  let masked: Rectangle[] = [];
  for (const { reason, rect } of all)
    if (reason !== "masked" || !rect) gaps.push({ reason, rect: rect && rounded(rect) });
    else if (masked.length < LIMITS.captureGaps) {
      const seen = rounded(common(rect, view));
      if (seen.width > 0 && seen.height > 0 && !masked.some((one) => holds(one, seen)))
        masked = [...masked.filter((one) => !holds(seen, one)), seen];
    }
  masked.sort((one, other) => one.y - other.y || one.x - other.x);
  return [...gaps, ...asMasked(masked)].slice(0, LIMITS.captureGaps);
};

/** Places that are covered because nobody may see what is there. Nothing else is told of them. */
export const asMasked = (rects: readonly Rectangle[]): CaptureGap[] =>
  rects.map((rect) => ({ reason: "masked", rect }));

/**
 * Takes a picture of what the user sees of a page: the viewport, masked, nothing left behind in the page.
 *
 * @throws {EarshotError} `screenshot_failed` with `details.reason` (a `FailureReason`), `masking_failed`, or `aborted`.
 */
export type ScreenshotEngine = (view: Window, options: CaptureOptions, signal: AbortSignal) => Promise<Capture>;

const MESSAGES = {
  /** More elements than can be drawn before the user loses patience. */
  page_too_large: "This page is too large for a picture.",
  took_too_long: "Taking the picture took too long.",
  /** The engine gave up: a policy of the page, or something it cannot draw. */
  engine_error: "No picture could be taken of this page.",
  /** The page's rules do not let it show the images that the engine draws with, or nothing says that they do. */
  data_images_forbidden: "The rules of this page forbid the images that pictures are drawn with.",
  /** A part of the program did not come: no network, or something in between. */
  not_loaded: "What takes pictures could not be loaded.",
  /** The browser lacks what the engine needs, or the page's rules forbid it. */
  not_supported: "This browser cannot take such a picture.",
  /** Somebody was asked, and said no. */
  denied: "The picture was not allowed.",
  /** What was shared is not this page: nobody could say what to mask in it. */
  not_this_page: "Something other than this page was shared.",
  /** What was chosen is not a picture that the browser can read. */
  not_a_picture: "This file is not a picture.",
  /** It has more bytes, or more pixels, than can be made smaller without harm. */
  picture_too_large: "This picture is too large.",
} as const;

export type FailureReason = keyof typeof MESSAGES;

/** Why a way to a picture led nowhere. */
export type Failure = { method: CaptureMethod; reason: FailureReason };

/** @param tried All the ways that were tried, where there was more than one. */
export const screenshotFailed = (reason: FailureReason, cause?: unknown, tried?: readonly Failure[]): EarshotError =>
  new EarshotError("screenshot_failed", MESSAGES[reason], {
    details: { reason, ...(tried ? { tried } : {}) },
    ...(cause ? { cause } : {}),
  });

/** The reason in an error that an engine threw; `undefined` where it is none of `screenshotFailed`. */
export const reasonOf = (problem: EarshotError): FailureReason | undefined => {
  const { reason } = (problem.details ?? {}) as { reason?: unknown };
  return typeof reason === "string" && Object.hasOwn(MESSAGES, reason) ? (reason as FailureReason) : undefined;
};

export const pictureAborted = (cause?: unknown): EarshotError =>
  new EarshotError("aborted", "The picture was cancelled.", { cause });
