/**
 * Reads a `Retry-After` header, which is a number of seconds or a date.
 *
 * @param now The clock, in milliseconds since 1970: a date is only a wait when measured from it.
 * @returns The wait in milliseconds, never negative; `undefined` for a missing or unreadable header.
 */
export const parseRetryAfter = (header: string | null, now: number): number | undefined => {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse is generous ("1.5" is a day in 2001); an HTTP date always begins with the name of a weekday.
  const wait = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) - now : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};
