// Added to each engine's bundle: calls it in the page, and says what that took.
import { draw } from "ENGINE";

const { performance } = window;
const tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask" });
let canvas;

/** Draws the page, until a pixel of the picture can be read: a picture that is only promised has cost nothing yet. */
export const measured = async () => {
  const begin = performance.now();
  let drawn;
  try {
    drawn = await draw();
    canvas = document.createElement("canvas");
    canvas.width = drawn.width;
    canvas.height = drawn.height;
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff"; // several leave out the sheet that a page is on
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(drawn, 0, 0);
    context.getImageData(0, 0, 1, 1);
  } catch (problem) {
    const why = problem?.details?.reason ?? problem?.message ?? problem?.type ?? problem;
    return { failed: String(why), begin, ms: performance.now() - begin };
  }
  return { begin, ms: performance.now() - begin };
};

/** The longest task since a moment, in ms; 0 where none took more than 50. */
export const longestTask = async (begin, ms) => {
  await new Promise((done) => setTimeout(done, 60));
  const within = tasks.filter(({ startTime, duration }) => startTime + duration > begin && startTime < begin + ms);
  return Math.max(0, ...within.map(({ duration }) => duration));
};

export const png = () => canvas.toDataURL("image/png").split(",")[1];
