import type { View } from "../ui/view.ts";
import css from "./rating.css?inline";

export { css };

const STAR = "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z";

/** One to five. Choosing the chosen one again takes it back, and so does the button beside it. */
export const Part = ({ state, flow, say }: View) => {
  const { rating = 0 } = state.words;
  const rate = (value: number | undefined) => flow.write({ rating: value });
  return (
    <fieldset class="rating">
      <legend>{say("ratingLabel")}</legend>
      <div class="stars">
        {[1, 2, 3, 4, 5].map((value) => (
          <label key={value} class={value <= rating ? "on" : ""}>
            <input
              type="radio"
              name="rating"
              aria-label={say("ratingOf", { n: value })}
              checked={value === rating}
              onChange={() => rate(value)}
              onClick={() => {
                if (value === rating) rate(undefined);
              }}
            />
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={STAR} />
            </svg>
          </label>
        ))}
        {rating > 0 && (
          <button
            type="button"
            onClick={({ currentTarget }) => {
              currentTarget.closest("fieldset")?.querySelector("input")?.focus();
              rate(undefined);
            }}
          >
            {say("ratingNone")}
          </button>
        )}
      </div>
    </fieldset>
  );
};
