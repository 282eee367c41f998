import { useEffect, useRef } from "preact/hooks";
import { useConsole } from "../room.tsx";

/**
 * Looks again and again while the page is looked at, never twice at once: for what the server tells nobody by itself.
 *
 * @param isOn Whether there is anything to look for. @default true
 */
export const useAgain = (again: () => Promise<void>, isOn = true): void => {
  const { refreshMs } = useConsole();
  const isLooking = useRef(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(async () => {
      if (isLooking.current || document.visibilityState !== "visible") return;
      isLooking.current = true;
      await again();
      isLooking.current = false;
    }, refreshMs);
    return () => clearInterval(timer);
  }, [again, refreshMs, isOn]);
};
