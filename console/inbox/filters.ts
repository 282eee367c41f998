import {
  CATEGORIES,
  type Category,
  SOURCE_TYPES,
  type SourceType,
  STATUSES,
  type Status,
} from "../../shared/contract/enumerations.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";

/** What the list is narrowed to, as it stands in the address. An empty text or list narrows nothing. */
export type Filters = {
  q: string;
  /** None is everything but what is archived. */
  status: readonly Status[];
  category: readonly Category[];
  tag: string;
  app: string;
  source: SourceType | "";
  /** A member's id, `me` or `none`. */
  assignee: string;
  customer: string;
  /** Days, `2026-10-05`, both of them included, in the reader's time zone. */
  since: string;
  until: string;
};

export const NO_FILTERS: Filters = {
  q: "",
  status: [],
  category: [],
  tag: "",
  app: "",
  source: "",
  assignee: "",
  customer: "",
  since: "",
  until: "",
};

const OPEN = STATUSES.filter((status) => status !== "archived");

const only = <Word extends string>(words: readonly Word[], text: string | null): Word[] =>
  words.filter((word) => text?.split(",").includes(word));
const one = (pattern: RegExp, text: string | null): string => (text !== null && pattern.test(text) ? text : "");
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Out of an address that anybody may have written: what is no filter is left out. */
export const readFilters = (query: URLSearchParams): Filters => ({
  q: (query.get("q") ?? "").slice(0, 256),
  status: only(STATUSES, query.get("status")),
  category: only(CATEGORIES, query.get("category")),
  tag: (query.get("tag") ?? "").trim().slice(0, 64),
  app: one(ID_PATTERN, query.get("app")),
  source: only(SOURCE_TYPES, query.get("source"))[0] ?? "",
  assignee: one(/^([0-9a-f]{24}|me|none)$/, query.get("assignee")),
  customer: one(ID_PATTERN, query.get("customer")),
  since: one(DAY, query.get("since")),
  until: one(DAY, query.get("until")),
});

/** For the address: what `readFilters` reads. */
export const writeFilters = (filters: Filters): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    const text = Array.isArray(value) ? value.join(",") : String(value);
    if (text !== "") query.set(name, text);
  }
  return query;
};

/** Whether two lists are narrowed alike. */
export const isSame = (one: Filters, other: Filters): boolean => `${writeFilters(one)}` === `${writeFilters(other)}`;

/** The beginning of a day where the reader is. */
const dayStart = (day: string, later = 0): string | undefined => {
  const [year, month, date] = day.split("-").map(Number);
  return day === "" ? undefined : new Date(year!, month! - 1, date! + later).toISOString();
};

/** What the server is asked, for a list and for an export. */
export const listQuery = ({ source, since, until, q, status, category, ...same }: Filters) => ({
  ...same,
  q: q.trim(),
  sourceType: source,
  status: (status.length > 0 ? status : OPEN).join(","),
  category: category.join(","),
  since: dayStart(since),
  until: dayStart(until, 1),
});

/**
 * Whether a record that changed still belongs in the list. What was searched for is not looked at: only the server knows how it
 * searches, and the text of a record does not change.
 */
export const matches = (filters: Filters, record: Feedback, me: string): boolean => {
  const { status, category, tag, app, source, assignee, customer, since, until } = filters;
  const at = Date.parse(record.createdAt);
  const wanted = assignee === "me" ? me : assignee;
  return (
    (status.length > 0 ? status : OPEN).includes(record.status) &&
    (category.length === 0 || (record.category !== null && category.includes(record.category))) &&
    (tag === "" || record.tags.includes(tag)) &&
    (app === "" || record.app === app) &&
    (source === "" || record.sourceType === source) &&
    (wanted === "" || (wanted === "none" ? record.assignee === null : record.assignee === wanted)) &&
    (customer === "" || record.customerId === customer) &&
    (since === "" || at >= Date.parse(dayStart(since)!)) &&
    (until === "" || at < Date.parse(dayStart(until, 1)!))
  );
};
