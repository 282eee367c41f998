import { reasonOf } from "../reason.ts";
import { focusWhenShown } from "./focus.ts";
import { Icon } from "./icons.tsx";
import type { View } from "./view.ts";

/** Needs you: the reason, the text, and every way out of it. */
export const Refusal = ({ state, flow, say }: View) => {
  if (state.delivery?.state !== "needs-you") return null;
  return (
    <section class="status needs-you">
      <span class="sign">
        <Icon name="alert" />
      </span>
      <h3 tabIndex={-1} ref={focusWhenShown}>
        {say("refusedTitle")}
      </h3>
      <p role="alert">{reasonOf(state.delivery.problem, say)}</p>
      <textarea readOnly dir="auto" rows={4} aria-label={say("refusedText")} value={state.words.content} />
      <div class="actions">
        <button type="button" class="quiet danger" onClick={() => void flow.discard()}>
          {say("refusedDiscard")}
        </button>
        <button type="button" class="secondary" onClick={() => void flow.copy()}>
          {say(state.copied ? "refusedCopied" : "refusedCopy")}
        </button>
        <button type="button" class="primary" onClick={() => void flow.edit()}>
          {say("refusedEdit")}
        </button>
      </div>
    </section>
  );
};
