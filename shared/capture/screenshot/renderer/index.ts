import { EarshotError } from "../../../errors.ts";
import { isPrivate } from "../../masking.ts";
import { NOTHING } from "../data-url.ts";
import { type ScreenshotEngine, screenshotFailed, toldGaps } from "../engine.ts";
import { createDefinitions } from "./definitions.ts";
import { drawn } from "./draw.ts";
import { createFonts } from "./fonts.ts";
import { CORNER } from "./ground.ts";
import { lazyResources } from "./lazy-resources.ts";
import { joined, type Late, type Markup } from "./markup.ts";
import { noteGap } from "./note-gap.ts";
import { areaOf, OUTSIDE, writePage } from "./page.ts";
import { createParts } from "./parts.ts";
import { createSheet } from "./sheet.ts";
import { inSlices } from "./slices.ts";
import type { Work } from "./work.ts";

const BUDGET_MS = 5_000;
const RESOURCES_MS = 2_000;
const PASSWORD = "input[type=password i]";

const take: ScreenshotEngine = async (
  view,
  { exclude, passwords = new WeakSet(), withinMs = BUDGET_MS, relay, place },
  signal,
) => {
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(withinMs);
  const ends = AbortSignal.any([signal, timeout]);
  const { clock, run, pause, ended } = inSlices(ends);
  const resources = lazyResources(view, { signal: ends, deadlineMs: RESOURCES_MS, relay, place });
  const coming: Promise<unknown>[] = [];
  const markup: Markup = [];
  const later = (text: Promise<string>): Late => {
    const part: Late = { text: "" };
    coming.push(
      text.then(
        (come) => {
          part.text = come;
        },
        () => {},
      ),
    );
    return part;
  };
  let maskingProblem: unknown;
  const masked = <Result>(ask: () => Result): Result => {
    try {
      return ask();
    } catch (problem) {
      maskingProblem = problem;
      throw problem;
    }
  };
  const sheet = createSheet(
    view.matchMedia("(prefers-color-scheme: dark)").matches,
    (address, come, owner, isStencil) => {
      const rect = owner?.getBoundingClientRect();
      void later(
        resources.image(address, owner?.ownerDocument).then(async (picture) => {
          if ("dataUrl" in picture) come(picture.dataUrl);
          else if (rect) {
            noteGap(work, picture.missing, rect);
            come(isStencil ? NOTHING : (await import("./replaced.ts")).HATCHED);
          }
          return "";
        }),
      );
    },
    (id) => definitions.nameOf(id),
  );
  const fonts = createFonts();
  const parts = createParts(view, (rect) => void work.gaps.push({ reason: "style", rect }));
  const definitions = createDefinitions(view.document);
  const work: Work = {
    view,
    clock,
    markup,
    sheet,
    resources,
    gaps: [],
    fonts,
    definitions,
    parts,
    isPrivate(element) {
      return masked(() => passwords.has(element) || isPrivate(element));
    },
    isUnsafe: () => maskingProblem !== undefined,
    isExcluded: exclude,
    isVisible: () => true,
    isOnTop: () => false,
    look(element) {
      masked(() => element.localName === "input" && element.matches(PASSWORD) && passwords.add(element));
    },
    offset: CORNER,
    depth: 0,
    later,
  };
  try {
    const { right: width, bottom: height } = areaOf(view);
    await run(writePage(work));
    const shapes: Markup = [];
    if (definitions.count > 0) {
      const { writeDefinitions } = await run(parts.need("drawings"));
      await run(writeDefinitions({ ...work, markup: shapes }, OUTSIDE));
    }
    const [sprites, faces] = await Promise.all([
      definitions.elsewhere.size > 0 ? resources.symbols(definitions.elsewhere, view.document) : "",
      view.document.fonts.size > 0 ? resources.fonts(fonts.used()) : "",
      ...coming,
    ]);
    for (const { reason } of resources.missing) work.gaps.push({ reason });
    ends.throwIfAborted();
    await pause();
    const contents = joined(markup);
    const rules = sheet.text();
    // On finer screens letters stand where they are measured, and are not fitted to whole pixels. In a picture only if so told.
    const letters = view.devicePixelRatio === 1 ? "" : "*{text-rendering:geometricPrecision!important}";
    const svgWith = (more: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${joined(shapes)}${sprites}</defs><foreignObject width="${width}" height="${height}">` +
      `<x xmlns="http://www.w3.org/1999/xhtml" style="display:block"><style>${faces}${rules}${letters}${more}</style>${contents}</x></foreignObject></svg>`;
    const { glass } = parts.loaded;
    const layers = glass?.all.length ? glass.rulesOf(glass.all) : [""];
    // A picture that is being decoded cannot be stopped, only left alone.
    const bitmap = await Promise.race([drawn(view, layers.map(svgWith), glass, width, height, pause), ended]);
    const gaps = toldGaps(work.gaps, { ...CORNER, width, height });
    return { bitmap, method: "renderer", durationMs: performance.now() - startedAt, gaps };
  } catch (cause) {
    if (maskingProblem)
      throw new EarshotError(
        "masking_failed",
        "Private parts of this page could not be hidden, so no picture was taken.",
        { cause: maskingProblem },
      );
    if (signal.aborted) throw new EarshotError("aborted", "The picture was cancelled.", { cause });
    if (timeout.aborted) throw screenshotFailed("took_too_long", cause);
    throw screenshotFailed("engine_error", cause);
  }
};

/**
 * Draws the page by itself: writes down what the window shows, as an SVG document with the page's elements and their
 * computed styles in it, and has the browser draw that. What is not seen is not looked at, what is private is not written.
 */
export const rendererEngine: ScreenshotEngine = async (view, options, signal) => {
  try {
    return await take(view, options, signal);
  } catch (problem) {
    // A page may have put something of its own in the place of what is needed even to begin.
    throw problem instanceof EarshotError ? problem : screenshotFailed("engine_error", problem);
  }
};

export { fetchParts } from "./parts.ts";
