import { Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import css from "./part.css?inline";

export { css };

const POINT = "M5 4l13.5 6-5.8 2-2 5.8zM14 14l5 5";
const AGAIN = "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4";
const BIN = "M5 7h14M10 7V5h4v2M7 7l.8 11.2a1 1 0 0 0 1 .8h6.4a1 1 0 0 0 1-.8L17 7";

const point = (view: View) => view.flow.run(async () => (await import("./point.ts")).point(view));

const remove = (view: View) => {
  view.flow.write({ element: undefined });
  view.root.querySelector<HTMLElement>(".point")?.focus();
};

/** What the visitor points at on the page, or the button for it. */
export const Part = (view: View) => {
  const { say } = view;
  const { element } = view.state.words;
  if (!element)
    return (
      <button type="button" class="add point" onClick={() => void point(view)}>
        <Icon path={POINT} />
        {say("pick")}
      </button>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a field set is drawn with a legend, and this is no field
    <div class="pointed" role="group" aria-labelledby="pointed">
      <p>
        <b id="pointed">{say("picked")}</b>
        {element.text && <bdi>{element.text}</bdi>}
        <code dir="ltr">{element.selector}</code>
      </p>
      <div>
        <button type="button" onClick={() => void point(view)}>
          <Icon path={AGAIN} />
          {say("pickAgain")}
        </button>
        <button type="button" onClick={() => remove(view)}>
          <Icon path={BIN} />
          {say("pictureRemove")}
        </button>
      </div>
    </div>
  );
};
