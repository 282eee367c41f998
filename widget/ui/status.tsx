import { noteOf } from "../reason.ts";
import { focusWhenShown } from "./focus.ts";
import { Icon } from "./icons.tsx";
import type { View } from "./view.ts";

/** Sending, saved, sent: nothing for the user to do. */
export const Status = (view: View) => {
  const { state, flow, say, close } = view;
  const [title, note] = {
    sending: [say("sendingTitle"), say("sendingNote")],
    saved: [say("savedTitle"), state.delivery?.state === "saved" ? noteOf(state.delivery, say) : ""],
    sent: [say("sentTitle"), say("sentNote")],
  }[state.screen as "sending" | "saved" | "sent"] as [string, string];
  return (
    <section class={`status ${state.screen}`} role="status">
      <span class="sign">
        {state.screen === "sending" ? (
          <span class="spinner" />
        ) : (
          <Icon name={state.screen === "sent" ? "check" : "clock"} />
        )}
      </span>
      <h3 key={state.screen} tabIndex={-1} ref={focusWhenShown}>
        {title}
      </h3>
      <p>{note}</p>
      {state.screen !== "sending" && (
        <div class="actions">
          {state.screen === "saved" && (
            <button type="button" class="secondary" onClick={() => void flow.copy()}>
              {say(state.copied ? "refusedCopied" : "refusedCopy")}
            </button>
          )}
          <button type="button" class="secondary" onClick={flow.another}>
            {say("another")}
          </button>
          {close && (
            <button type="button" class="primary" onClick={close}>
              {say("done")}
            </button>
          )}
        </div>
      )}
    </section>
  );
};
