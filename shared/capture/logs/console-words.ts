import { PAGE_LOGS } from "./page-log.ts";

/** What a page writes to its console is long at times; beyond this nothing of it is looked at. */
const MOST_VALUES = 20;

/** A value as text. Of objects their kind alone: what is in them is their page's, and may be anybody's address. */
const wordOf = (value: unknown): string => {
  if (typeof value === "string") return value.slice(0, PAGE_LOGS.length);
  if (typeof value === "function") return "[function]";
  if (typeof value !== "object" || value === null) return String(value);
  const { name, message } = value as Partial<Error>;
  const isError = value instanceof Error || value instanceof DOMException;
  if (isError && typeof name === "string" && typeof message === "string") return message ? `${name}: ${message}` : name;
  return Object.prototype.toString.call(value);
};

/**
 * What was written to the console, in one line of text, as the console puts it together: `%s` and its kind filled in, styles left out.
 *
 * @param values What `console.error` was called with, or what was thrown.
 */
export const consoleWords = (values: readonly unknown[]): string => {
  const [first, ...rest] = values.slice(0, MOST_VALUES);
  if (typeof first !== "string") return values.slice(0, MOST_VALUES).map(wordOf).join(" ");
  const filled = wordOf(first).replace(/%([sdifoOc%])/g, (mark, kind: string) => {
    if (kind === "%") return "%";
    if (rest.length === 0) return mark;
    const word = wordOf(rest.shift());
    return kind === "c" ? "" : word;
  });
  return [filled, ...rest.map(wordOf)].join(" ");
};
