import { focusWhenShown } from "../ui/focus.ts";
import { Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import { reasonOf } from "./reason.ts";

const ALERT = "M12 8v5M12 16.3h.01M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z";

/** Needs you: the reason, the text, and every way out of it. */
export const Refusal = ({ state, flow, say }: View) => {
  if (state.delivery?.state !== "needs-you") return null;
  return (
    <section class="status needs-you">
      <span class="sign">
        <Icon path={ALERT} />
      </span>
      <h3 tabIndex={-1} ref={focusWhenShown}>
        {say("refusedTitle")}
      </h3>
      <p role="alert">{reasonOf(state.delivery.problem, say)}</p>
      <textarea readOnly dir="auto" rows={4} aria-label={say("refusedText")} value={state.words.content} />
      <div class="actions">
        <button type="button" class="quiet danger" onClick={() => void flow.sending().then((it) => it.discard())}>
          {say("refusedDiscard")}
        </button>
        <button type="button" class="secondary" onClick={() => void flow.sending().then((it) => it.copy())}>
          {say(state.copied ? "refusedCopied" : "refusedCopy")}
        </button>
        <button type="button" class="primary" onClick={() => void flow.sending().then((it) => it.edit())}>
          {say("refusedEdit")}
        </button>
      </div>
    </section>
  );
};
