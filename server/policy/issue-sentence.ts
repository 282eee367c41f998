import type * as z from "zod/mini";

/** What each sort of value is called by those who are no programmers of ours. */
const NOUNS: { [expected: string]: string } = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const FORMATS: { [format: string]: string } = {
  datetime: "must be a time such as 2026-01-31T12:00:00Z",
  url: "must be an address such as https://example.com",
};

const UNITS: { [origin: string]: string } = { string: "characters", array: "items" };

/** `to have` for what is counted, `to be` for numbers. */
const bound = (origin: string, side: "at most" | "at least", by: number | bigint): string => {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${side} ${by}`;
  if (side === "at least" && by === 1) return "must not be empty";
  return `must have ${side} ${by} ${Number(by) === 1 ? unit.slice(0, -1) : unit}`;
};

/**
 * What is wrong with one field and what to write instead, for every issue whose schema has no sentence of its own. It never
 * repeats what was sent.
 */
export const issueSentence = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is required";
      if (typeof issue.input === "number" && !Number.isFinite(issue.input))
        return "must be a number that is not so large";
      return `must be ${NOUNS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      if (issue.input === undefined) return "is required";
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`;
    case "too_big":
      return bound(issue.origin, "at most", issue.maximum);
    case "too_small":
      return bound(issue.origin, "at least", issue.minimum);
    case "invalid_format":
      return FORMATS[issue.format] ?? "is not written as it has to be";
    case "invalid_key":
      return `a name in it ${issue.issues[0]?.message ?? "cannot be used"}`;
    default:
      return issue.input === undefined ? "is required" : "is not what belongs here";
  }
};
