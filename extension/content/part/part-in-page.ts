import { anyRoot } from "../any-root.ts";
import { part } from "./part.ts";

/** The worker may be stopped over it at any moment, and is then told again. */
const MOST_TRIES = 3;

const tell = async (visit: string): Promise<void> => {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const isHeard = await chrome.runtime.sendMessage({ part: visit }).then(
      () => true,
      () => false,
    );
    if (isHeard) return;
  }
};

/* Injected as `shutter-in-page.ts` is. What was decided is not told, only that something was: the worker asks for it. */
Object.assign(globalThis, { earshotPart: part(window, { openRoot: anyRoot, decided: (visit) => void tell(visit) }) });
