import { useEffect, useState } from "preact/hooks";

/** The time, kept true to `everyMs` milliseconds: what "3 minutes ago" is counted from. */
export const useNow = (now: () => number, everyMs = 20_000): number => {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, everyMs]);
  return time;
};
