import { TEXT } from "../text.ts";
import { Icon } from "../ui/icon.tsx";
import type { Filters } from "./filters.ts";
import { NO_FILTERS } from "./filters.ts";
import type { Names } from "./use-names.ts";
import { work } from "./work-text.ts";

const text = work.filters;

type Chip = { name: keyof Filters; label: string; value: string };

/** What was assigned to a member stays theirs after they were removed. */
const assigneeName = (assignee: string, { memberName, knowsMembers }: Names): string => {
  if (assignee === "me") return text.me;
  if (assignee === "none") return text.nobody;
  return memberName(assignee) ?? (knowsMembers ? text.noMember : assignee);
};

/** The end of an id: enough to tell it by, where it has no name, or none yet. */
const endOf = (id: string): string => `…${id.slice(-6)}`;

/** Each filter that narrows the list but the search, in words. */
export const chipsOf = (filters: Filters, names: Names): Chip[] => {
  const { status, category, tag, app, source, assignee, customer, since, until } = filters;
  const chips: Chip[] = [
    { name: "status", label: text.status, value: status.map(TEXT.status).join(", ") },
    { name: "category", label: text.category, value: category.map(TEXT.category).join(", ") },
    { name: "assignee", label: text.assignee, value: assignee && assigneeName(assignee, names) },
    { name: "tag", label: text.tag, value: tag },
    { name: "app", label: text.app, value: app && (names.apps.find(({ id }) => id === app)?.name ?? endOf(app)) },
    { name: "source", label: text.source, value: source && TEXT.source(source) },
    { name: "customer", label: text.customer, value: customer && endOf(customer) },
    { name: "since", label: text.since, value: since },
    { name: "until", label: text.until, value: until },
  ];
  return chips.filter(({ value }) => value !== "");
};

type FilterChipsProps = { filters: Filters; names: Names; change: (filters: Filters) => void };

/** What narrows the list, each with a way to take it away. */
export const FilterChips = ({ filters, names, change }: FilterChipsProps) => {
  const chips = chipsOf(filters, names);
  if (chips.length === 0) return null;
  return (
    <ul class="filter-chips" aria-label={text.active}>
      {chips.map(({ name, label, value }) => (
        <li key={name} class="chip filter-chip">
          <span class="filter-chip-text">
            {label}: <bdi>{value}</bdi>
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={text.remove(`${label}: ${value}`)}
            onClick={() => change({ ...filters, [name]: NO_FILTERS[name] })}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="link-button" onClick={() => change({ ...NO_FILTERS, q: filters.q })}>
          {text.clear}
        </button>
      </li>
    </ul>
  );
};
