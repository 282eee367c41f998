import { type LogRecorder, logRecorder } from "../../shared/capture/logs/log-recorder.ts";

/*
 * Runs in the page's own world, and only on a site whose errors its user wants to send along: before the site's own scripts, and once in a
 * page that is open when they switch it on. The page can see it, call it and put something else in its place; `errors/in-tab.ts`, which
 * reads it, takes it for what the page says.
 */
const NAME = "earshotErrors";
try {
  const here = globalThis as { [NAME]?: LogRecorder };
  if (!here[NAME]) Object.defineProperty(globalThis, NAME, { value: Object.freeze(logRecorder(globalThis)) });
  here[NAME]?.start();
} catch {
  // It is the page's fault then, and not to be told as one.
}
