import { CONTENT } from "../limits.ts";
import type { View } from "./view.ts";

/** The counter appears when this many characters are left. */
const NEAR = 500;

/**
 * In an open panel it comes in place of a screen that had the focus; a closed one puts the focus here when it opens. That is said once
 * it stands in the page: before, the browser would try by itself at once, and complain of it on the console.
 */
const hasFocusFirst = (field: HTMLTextAreaElement | null): void => {
  if (!field) return;
  field.autofocus = true;
  const dialog = field.closest("dialog");
  // As a part of something else, such as an extension's window, it takes the focus where nothing has it.
  if (dialog ? dialog.open : document.activeElement === document.body) field.focus({ preventScroll: true });
};

export const Message = ({ state, flow, say }: View) => {
  const { content } = state.words;
  const left = CONTENT - content.trim().length;
  const complaint = left < 0 ? "too-long" : state.complaints.content;
  return (
    <div class="field">
      <label for="content">{say("contentLabel")}</label>
      <textarea
        id="content"
        dir={content ? "auto" : undefined}
        ref={hasFocusFirst}
        rows={5}
        required
        placeholder={say("contentPlaceholder")}
        value={content}
        aria-invalid={complaint ? "true" : "false"}
        aria-describedby="content-note"
        onInput={(event) => flow.write({ content: event.currentTarget.value })}
      />
      <p id="content-note" class={complaint ? "complaint" : "note"} role="status">
        {complaint === "empty" && say("contentEmpty")}
        {complaint === "too-long" && say("contentTooLong", { n: -left })}
        {!complaint && left <= NEAR && say("contentLeft", { n: left })}
      </p>
    </div>
  );
};
