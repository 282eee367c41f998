import { AUDIT_ACTIONS } from "../../shared/contract/audit-actions.ts";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { Choose } from "../ui/choose.tsx";
import { actionInWords } from "./actions.ts";
import type { Names } from "./names.ts";
import { text } from "./text.ts";

/** What the log is narrowed down to; "" for what it is not. */
export type AuditFilters = { actor: string; action: string; days: string };

/** From the address. What no filter can be, as in a link that was cut off, is none. */
export const readFilters = (query: URLSearchParams): AuditFilters => {
  const [actor, action, days] = ["actor", "action", "days"].map((name) => query.get(name) ?? "") as [
    string,
    string,
    string,
  ];
  return {
    actor: ID_PATTERN.test(actor) ? actor : "",
    action: AUDIT_ACTIONS.some((one) => one === action) ? action : "",
    days: Object.hasOwn(text.filter.times, days) ? days : "",
  };
};

type FiltersProps = {
  filters: AuditFilters;
  names: Names;
  choose: (name: keyof AuditFilters, value: string) => void;
};

/** By whom, what and when. */
export const Filters = ({ filters: { actor, action, days }, names: { members, keys }, choose }: FiltersProps) => {
  const known = [
    ...members.map(({ id, name }) => [id, name] as const),
    ...keys.map(({ id, name }) => [id, text.key(name)] as const),
  ];
  const isKnown = actor === "" || known.some(([id]) => id === actor);
  return (
    <section class="filters" aria-label={text.filter.label}>
      <Choose
        label={text.filter.who}
        value={actor}
        choices={[["", text.filter.anybody], ...known, ...(isKnown ? [] : [[actor, text.unknown(actor)] as const])]}
        choose={(value) => choose("actor", value)}
      />
      <Choose
        label={text.filter.what}
        value={action}
        choices={[["", text.filter.anything], ...AUDIT_ACTIONS.map((one) => [one, actionInWords(one)] as const)]}
        choose={(value) => choose("action", value)}
      />
      <Choose
        label={text.filter.time}
        value={days}
        choices={["", "1", "7", "30"].map((one) => [one, text.filter.times[one] ?? one] as const)}
        choose={(value) => choose("days", value)}
      />
    </section>
  );
};
