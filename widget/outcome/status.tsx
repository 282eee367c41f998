import { focusWhenShown } from "../ui/focus.ts";
import { Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import { noteOf } from "./reason.ts";

const CHECK = "M5 12.5l4.5 4.5L19 7.5";
const CLOCK = "M12 7.5V12l3 2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z";

/** Sending, saved, sent: nothing for the user to do. */
export const Status = (view: View) => {
  const { state, flow, say, close } = view;
  const [title, note] = {
    sending: [say("sendingTitle"), say("sendingNote")],
    saved: [say("savedTitle"), state.delivery?.state === "saved" ? noteOf(state.delivery, say) : ""],
    sent: [say("sentTitle"), say("sentNote")],
  }[state.screen as "sending" | "saved" | "sent"] as [string, string];
  const progress = state.delivery?.state === "sending" ? state.delivery.progress : undefined;
  return (
    <section class={`status ${state.screen}`} role="status">
      <span class="sign">
        {state.screen === "sending" ? (
          <span class="spinner" />
        ) : (
          <Icon path={state.screen === "sent" ? CHECK : CLOCK} />
        )}
      </span>
      <h3 key={state.screen} tabIndex={-1} ref={focusWhenShown}>
        {title}
      </h3>
      {progress === undefined ? (
        <p>{note}</p>
      ) : (
        <>
          {/* The bar says it to who asks for it; a sentence that changes all the time would be read out all the time. */}
          <progress value={progress} aria-label={say("partFiles")} />
          <p aria-hidden="true">{say("sendingFiles", { n: Math.round(progress * 100) })}</p>
          <div class="actions">
            <button type="button" class="secondary" onClick={() => void flow.sending().then((it) => it.takeBack())}>
              {say("pickCancel")}
            </button>
          </div>
        </>
      )}
      {state.screen !== "sending" && (
        <div class="actions">
          {state.screen === "saved" && (
            <button type="button" class="secondary" onClick={() => void flow.sending().then((it) => it.copy())}>
              {say(state.copied ? "refusedCopied" : "refusedCopy")}
            </button>
          )}
          <button type="button" class="secondary" onClick={() => void flow.sending().then((it) => it.another())}>
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
