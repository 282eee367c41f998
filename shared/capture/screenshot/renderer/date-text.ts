export type DatePart = { text: string; isField: boolean };

const DATE: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
const TIME: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
/** What stands where nothing has been entered. */
const EMPTY: Record<string, string> = { year: "yyyy", month: "mm", day: "dd" };

/**
 * What a field for a date or a time shows, part by part, in the browser's language.
 *
 * @returns Nothing for other fields.
 */
export const dateTextOf = ({ localName, type, value, step }: HTMLInputElement): DatePart[] | undefined => {
  if (localName !== "input" || !/^(date|time|datetime-local)$/.test(type)) return;
  const time = /(\d\d:\d\d(:\d\d)?)/.exec(value)?.[1] ?? "00:00";
  const hasSeconds = time.length > 5 || (step !== "" && Number(step) % 60 !== 0);
  const format = new Intl.DateTimeFormat(undefined, {
    timeZone: "UTC",
    ...(type === "time" ? {} : DATE),
    ...(type === "date" ? {} : TIME),
    ...(type !== "date" && hasSeconds ? { second: "2-digit" } : {}),
  });
  const day = /^\d{4,6}-\d\d-\d\d/.exec(value)?.[0] ?? "2000-01-01";
  return format.formatToParts(new Date(`${day}T${time}Z`)).map((part) => {
    const isField = part.type !== "literal";
    return { text: isField && !value ? (EMPTY[part.type] ?? "--") : part.value, isField };
  });
};
