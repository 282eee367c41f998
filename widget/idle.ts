/** Where a page is never idle, or a browser cannot say so, in ms. */
const LATEST = 1_000;
const SOON = 50;

/** Once the browser has shown what it was asked for and has nothing better to do. */
export const idle = (): Promise<void> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => done(), { timeout: LATEST });
    else setTimeout(done, SOON);
  });
