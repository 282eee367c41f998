import { currentLanguage } from "../language.ts";

/** The day and the minute, in the reader's own time zone: "Oct 6, 2026, 2:00 PM". */
export const clockTime = (timestamp: string): string =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(timestamp));
