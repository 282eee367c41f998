/**
 * Loads a picture as the page does: one that is shown is in the browser's memory, and under the same rule of the policy.
 *
 * @param open Whether to ask its origin for leave to read it; no credentials are sent then.
 * @throws When it is not there, may not be read, or the signal ends.
 */
export const loadImage = (
  document: Document,
  url: string,
  open: boolean,
  signal: AbortSignal,
): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = document.createElement("img");
    if (open) image.crossOrigin = "anonymous";
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("no picture"));
    signal.addEventListener(
      "abort",
      () => {
        image.onload = image.onerror = null;
        if (!image.complete) image.removeAttribute("src");
        reject(signal.reason);
      },
      { once: true },
    );
    image.src = url;
  });
