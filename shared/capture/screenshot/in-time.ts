import { screenshotFailed } from "./engine.ts";

/**
 * What the browser does by itself and nobody can stop, waited for no longer than so many ms.
 *
 * @throws {EarshotError} `screenshot_failed` (`took_too_long`).
 */
export const inTime = async <Result>(work: Promise<Result>, ms: number): Promise<Result> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(screenshotFailed("took_too_long")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
