import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Finds a program of the system; browsers are never downloaded.
 *
 * @param names What it may be called, best first: names on `PATH` or absolute paths.
 * @returns Its absolute path, or `undefined` where none of the names is there.
 */
export const findExecutable = (...names: string[]): string | undefined => {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable);
};

/** Chromium under the names that systems give it. `EARSHOT_CHROMIUM` names another one. */
export const findChromium = (): string | undefined =>
  findExecutable(
    ...(process.env.EARSHOT_CHROMIUM ? [process.env.EARSHOT_CHROMIUM] : []),
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  );

/** A stock Firefox under the names that systems give it, the long-lived one first. `EARSHOT_FIREFOX` names another one. */
export const findFirefox = (): string | undefined =>
  findExecutable(
    ...(process.env.EARSHOT_FIREFOX ? [process.env.EARSHOT_FIREFOX] : []),
    "firefox-esr",
    "firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
  );

/** The driver of WebKitGTK, which knows its own browser. */
export const findWebkitDriver = (): string | undefined => findExecutable("WebKitWebDriver");

/** A screen that nobody sees. */
export const findXvfb = (): string | undefined => findExecutable("Xvfb");

/** What every headless Chromium of the tests is started with: no sandbox (containers), no network of its own. */
export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
