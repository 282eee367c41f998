import { UnusableItem } from "./fit-submission.ts";

const EARLIEST = Date.UTC(1990);
/** How far the product's clock may go ahead of ours. */
const SKEW_MS = 24 * 3_600_000;

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?)?$/i;

/** A date and time as ISO 8601 writes it, in milliseconds. One without a zone is of UTC, wherever this machine stands; `undefined` for anything else. */
export const timeIn = (text: string | null | undefined): number | undefined => {
  const [, date, time = "00:00", , hours = "+00", minutes = "00"] = ISO.exec(text?.trim() ?? "") ?? [];
  const found = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${hours}:${minutes}`);
  return Number.isNaN(found) ? undefined : found;
};

/** When it was sent. @throws UnusableItem */
export const momentOf = (at: string | null | undefined, now: number): number => {
  const time = timeIn(at);
  if (time === undefined || time < EARLIEST) throw new UnusableItem("it does not say when it was sent");
  if (time > now + SKEW_MS) throw new UnusableItem("it says that it was sent in the future");
  return Math.min(time, now);
};

/** The same of what is worth less than the item: another time, where that cannot be. */
export const momentOr = (at: string | null | undefined, otherwise: number, now: number): number => {
  try {
    return momentOf(at, now);
  } catch {
    return otherwise;
  }
};
