import type { ComponentChildren } from "preact";
import { CATEGORIES, SOURCE_TYPES, STATUSES } from "../../shared/contract/enumerations.ts";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { type Filters, NO_FILTERS } from "./filters.ts";
import type { Names } from "./use-names.ts";
import { work } from "./work-text.ts";

const text = work.filters;

type FilterDialogProps = {
  filters: Filters;
  names: Names;
  /** Tags to suggest. */
  tags: readonly string[];
  change: (filters: Filters) => void;
  closed: () => void;
};

type ChecksProps<Value extends string> = {
  legend: string;
  values: readonly Value[];
  chosen: readonly Value[];
  label: (value: Value) => string;
  change: (chosen: Value[]) => void;
};

const Checks = <Value extends string>({ legend, values, chosen, label, change }: ChecksProps<Value>) => (
  <fieldset class="filter-checks">
    <legend>{legend}</legend>
    {values.map((value) => (
      <label key={value} class="check">
        <input
          type="checkbox"
          checked={chosen.includes(value)}
          onChange={({ currentTarget: { checked } }) =>
            change(values.filter((one) => (one === value ? checked : chosen.includes(one))))
          }
        />
        {label(value)}
      </label>
    ))}
  </fieldset>
);

/** Everything that the list can be narrowed by; each change is there at once. */
export const FilterDialog = ({ filters, names, tags, change, closed }: FilterDialogProps) => {
  const set = <Name extends keyof Filters>(name: Name, value: Filters[Name]) => change({ ...filters, [name]: value });
  const select = (name: "assignee" | "app" | "source", label: string, options: ComponentChildren) => (
    <Field label={label}>
      {(tied) => (
        <select
          {...tied}
          class="select"
          value={filters[name]}
          onChange={({ currentTarget }) => set(name, currentTarget.value as never)}
        >
          <option value="">{text.any}</option>
          {options}
        </select>
      )}
    </Field>
  );
  const named = (those: Names["apps"]) =>
    those.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
  const day = (name: "since" | "until", label: string) => (
    <Field label={label}>
      {(tied) => (
        <input
          {...tied}
          type="date"
          class="input"
          value={filters[name]}
          onChange={({ currentTarget }) => set(name, currentTarget.value)}
        />
      )}
    </Field>
  );
  return (
    <Dialog title={text.title} closed={closed}>
      <div class="form">
        <Checks
          legend={text.status}
          values={STATUSES}
          chosen={filters.status}
          label={TEXT.status}
          change={(status) => set("status", status)}
        />
        <Checks
          legend={text.category}
          values={CATEGORIES}
          chosen={filters.category}
          label={TEXT.category}
          change={(category) => set("category", category)}
        />
        <div class="filter-fields">
          {select(
            "assignee",
            text.assignee,
            <>
              <option value="me">{text.me}</option>
              <option value="none">{text.nobody}</option>
              {named(names.members)}
            </>,
          )}
          {names.apps.length > 1 && select("app", text.app, named(names.apps))}
          {select(
            "source",
            text.source,
            SOURCE_TYPES.map((source) => (
              <option key={source} value={source}>
                {TEXT.source(source)}
              </option>
            )),
          )}
          <Field label={text.tag}>
            {(tied) => (
              <>
                <input
                  {...tied}
                  class="input"
                  list="inbox-tags"
                  maxLength={64}
                  value={filters.tag}
                  onChange={({ currentTarget }) => set("tag", currentTarget.value.trim())}
                />
                <datalist id="inbox-tags">
                  {tags.map((tag) => (
                    <option key={tag} value={tag} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          {day("since", text.since)}
          {day("until", text.until)}
        </div>
        <div class="form-actions">
          <button type="button" class="button primary" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
            {text.done}
          </button>
          <button type="button" class="button" onClick={() => change({ ...NO_FILTERS, q: filters.q })}>
            {text.clear}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
