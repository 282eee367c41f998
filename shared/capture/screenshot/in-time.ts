import { screenshotFailed } from "./engine.ts";

/**
 * What the browser does by itself and nobody can stop, waited for no longer than so many ms.
 *
 * @param signal Ends the wait before. Its reason is thrown.
 * @throws {EarshotError} `screenshot_failed` (`took_too_long`).
 */
export const inTime = async <Result>(work: Promise<Result>, ms: number, signal?: AbortSignal): Promise<Result> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new AbortController();
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(screenshotFailed("took_too_long")), ms);
    signal?.addEventListener("abort", () => reject(signal.reason), { signal: ended.signal });
    if (signal?.aborted) reject(signal.reason);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
};
