import type { AppSettings } from "../../shared/contract/app.ts";
import { CATEGORIES, type Category } from "../../shared/contract/enumerations.ts";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";
import { TextList } from "./text-list.tsx";

type Form = NonNullable<AppSettings["form"]>;
type Props = { form: Form; change: (form: Form) => void };

/** What the form asks. */
export const FormFields = ({ form, change }: Props) => {
  const categories: readonly Category[] = form.categories ?? CATEGORIES;
  const check = (label: string, isOn: boolean, set: (isOn: boolean) => Form) => (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => change(set(currentTarget.checked))} />
      <span>{label}</span>
    </label>
  );
  const withCategory = (category: Category, isOn: boolean): Category[] =>
    isOn ? [...categories, category] : categories.filter((one) => one !== category);
  const earlier = (category: Category) => {
    const at = categories.indexOf(category);
    const next = [...categories];
    next.splice(at - 1, 0, ...next.splice(at, 1));
    change({ ...form, categories: next });
  };
  return (
    <fieldset class="settings-group">
      <legend>{text.form.title}</legend>
      <fieldset>
        <legend class="fine">{text.form.categories}</legend>
        {[...categories, ...CATEGORIES.filter((one) => !categories.includes(one))].map((category, at) => (
          <div key={category} class="category-line">
            {check(TEXT.category(category), categories.includes(category), (isOn) => ({
              ...form,
              categories: withCategory(category, isOn),
            }))}
            {at > 0 && categories.includes(category) && (
              <button
                type="button"
                class="icon-button"
                aria-label={text.form.earlier(TEXT.category(category))}
                title={text.form.earlier(TEXT.category(category))}
                onClick={() => earlier(category)}
              >
                ↑
              </button>
            )}
          </div>
        ))}
      </fieldset>
      {check(text.form.rating, form.rating ?? false, (rating) => ({ ...form, rating }))}
      {check(text.form.email, form.email !== "off", (isOn) => ({ ...form, email: isOn ? "ask" : "off" }))}
      {check(text.form.screenshot, form.screenshot !== "off", (isOn) => ({
        ...form,
        screenshot: isOn ? "ask" : "off",
      }))}
      <TextList
        label={text.form.tags}
        hint={text.form.tagsHint}
        value={form.tags ?? []}
        change={(tags) => change({ ...form, tags })}
      />
    </fieldset>
  );
};
