import { CATEGORIES } from "../../shared/contract/enumerations.ts";
import type { View } from "./view.ts";

/** A choice of at most one: radio buttons that look like chips. Choosing the chosen one again takes the choice back. */
export const Categories = ({ state, flow, say }: View) => {
  const { categories = CATEGORIES } = state.settings.form ?? {};
  if (categories.length === 0) return null;
  return (
    <fieldset>
      <legend>{say("categoryLabel")}</legend>
      <div class="chips">
        {categories.map((category) => (
          <label key={category} class="chip">
            <input
              type="radio"
              name="category"
              value={category}
              checked={state.words.category === category}
              onChange={() => flow.write({ category })}
              onClick={() => {
                if (state.words.category === category) flow.write({ category: undefined });
              }}
            />
            <span>{say(category)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
