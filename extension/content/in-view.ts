/** What a page loads when it comes into view is waited for so long; a server that is slower leaves its place empty. */
const IMAGES_WITHIN_MS = 2_500;
/** A page that is seen draws far sooner. */
const FRAMES_WITHIN_MS = 1_000;

const frames = (window: Window): Promise<void> =>
  new Promise((resolve) => {
    window.setTimeout(resolve, FRAMES_WITHIN_MS);
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => resolve()));
  });

const isInView = (element: Element, { innerWidth, innerHeight }: Window): boolean => {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  return width * height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
};

/**
 * Resolves when what is in view is drawn: the images, as far as they come within 2.5 seconds, and two frames.
 *
 * @param elements Gives the page's elements, anew each time.
 */
export const settled = async (window: Window, elements: () => Iterable<Element>): Promise<void> => {
  await frames(window); // what waits for its place to be seen is told so in one
  const images = [...elements()].filter(
    (element): element is HTMLImageElement => element.localName === "img" && isInView(element, window),
  );
  const late = images.filter(({ complete }) => !complete);
  const inTime = new Promise((resolve) => window.setTimeout(resolve, IMAGES_WITHIN_MS));
  await Promise.race([Promise.allSettled(images.map((image) => image.decode())), inTime]);
  await frames(window);
  if (late.length > 0) await frames(window);
};
