import type { View } from "../ui/view.ts";

/** What the app offers to file a feedback under: as many as fit. */
export const Part = ({ state, flow, say }: View) => {
  const { tags = [] } = state.words;
  return (
    <fieldset>
      <legend>{say("tagsLabel")}</legend>
      <div class="chips">
        {state.settings.form?.tags?.map((tag) => (
          <label key={tag} class="chip">
            <input
              type="checkbox"
              checked={tags.includes(tag)}
              onChange={(event) =>
                flow.write({
                  tags: event.currentTarget.checked ? [...tags, tag] : tags.filter((one) => one !== tag),
                })
              }
            />
            <span dir="auto">{tag}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
