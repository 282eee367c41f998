import { isBelow, viewport } from "./viewport.js";

/** How html2canvas draws the window, and whoever goes on with it under another name. */
export const drawWith = (html2canvas) => () => {
  const { scrollHeight } = document.documentElement;
  return html2canvas(document.documentElement, {
    ...viewport(),
    ignoreElements: isBelow,
    useCORS: true,
    logging: false,
    // Without what is below, the copy would be too short to be scrolled as far as the page is.
    onclone(copy) {
      copy.documentElement.style.minHeight = `${scrollHeight}px`;
      copy.documentElement.style.scrollBehavior = "auto";
    },
  });
};
