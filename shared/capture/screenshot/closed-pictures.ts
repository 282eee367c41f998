import type { CaptureGap } from "../../contract/submission.ts";
import { isClosedComponent } from "../closed-component.ts";
import { loadImage } from "./renderer/resources/load-image.ts";

/** Something that shows what a script may not read, or not look into. */
export type Closed = { element: Element; reason: CaptureGap["reason"] };

/** Whether a drawing of it could not be read again. Nothing is asked for: the browser has it already. */
const isTainted = (source: CanvasImageSource): boolean => {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  try {
    context?.drawImage(source, 0, 0, 1, 1);
    context?.getImageData(0, 0, 1, 1);
    return false;
  } catch {
    return true;
  }
};

/** The addresses of other origins in a computed `background-image`. */
const foreignIn = (background: string, origin: string): string[] =>
  [...background.matchAll(/url\("(https?:[^"]+)"\)/g)]
    .map(([, url = ""]) => url)
    .filter((url) => URL.canParse(url) && new URL(url).origin !== origin);

/**
 * What among elements an engine would leave blank without a word: pictures of sites that do not let the page read them, drawings
 * and videos with such in them, and closed components.
 *
 * @param signal For asking those sites, each picture once. Who has not answered by then has not allowed it.
 */
export const closedPictures = async (view: Window, elements: Element[], signal: AbortSignal): Promise<Closed[]> => {
  const { document } = view;
  const asked = new Map<string, Promise<boolean>>();
  const isOpen = (url: string): Promise<boolean> => {
    const before = asked.get(url);
    if (before) return before;
    const answer = loadImage(document, url, true, signal).then(
      () => true,
      () => false,
    );
    asked.set(url, answer);
    return answer;
  };
  const reasonOf = async (element: Element): Promise<string | undefined> => {
    if (isClosedComponent(element)) return "component";
    const { localName } = element;
    if (localName === "canvas") return isTainted(element as HTMLCanvasElement) ? "canvas" : undefined;
    if (localName === "video")
      return (element as HTMLVideoElement).readyState > 1 && isTainted(element as HTMLVideoElement)
        ? "video"
        : undefined;
    if (localName === "img") {
      const { naturalWidth, currentSrc } = element as HTMLImageElement;
      const isShown = naturalWidth > 0 && /^https?:/.test(currentSrc);
      return isShown && isTainted(element as HTMLImageElement) && !(await isOpen(currentSrc)) ? "image" : undefined;
    }
    const behind = foreignIn(view.getComputedStyle(element).backgroundImage, view.origin);
    return (await Promise.all(behind.map(isOpen))).includes(false) ? "image" : undefined;
  };
  const reasons = await Promise.all(elements.map((element) => reasonOf(element).catch(() => undefined)));
  return elements.flatMap((element, index) => {
    const reason = reasons[index];
    return reason ? { element, reason } : [];
  });
};
