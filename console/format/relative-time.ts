import { currentLanguage, inLanguage } from "../language.ts";

const JUST_NOW = inLanguage({ en: "just now", de: "gerade eben" });
const STEPS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "3 minutes ago": the largest unit that fits. Under a minute, and for clocks that run ahead of ours, "just now". */
export const relativeTime = (timestamp: string, now: number): string => {
  const seconds = (now - Date.parse(timestamp)) / 1_000;
  const step = STEPS.find(([, length]) => seconds >= length);
  if (!step) return JUST_NOW;
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" }).format(
    -Math.floor(seconds / step[1]),
    step[0],
  );
};

/** The same moment to the second, in the reader's own time zone, with its name. */
export const exactTime = (timestamp: string): string =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "full", timeStyle: "long" }).format(new Date(timestamp));
