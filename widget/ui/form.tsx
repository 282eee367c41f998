import { asksForEmail } from "../private-mode.ts";
import { Categories } from "./categories.tsx";
import { Contents } from "./contents.tsx";
import { Email } from "./email.tsx";
import { Later } from "./later.tsx";
import { Message } from "./message.tsx";
import { Tools } from "./tools.tsx";
import type { View } from "./view.ts";

/** Enter that ends a composition (Japanese, Chinese, ...) is part of writing, never a command. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/** Where the first complaint is, there the user goes on. */
const showComplaint = (form: HTMLFormElement): void =>
  // After the complaint is drawn, so that it is read together with its field.
  void setTimeout(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());

export const Form = (view: View) => {
  const { state, flow, say } = view;
  const { form: asked } = state.settings;
  const send = (event: Event) => {
    event.preventDefault();
    void flow.send();
    const form = (event.currentTarget as HTMLElement).closest("form");
    if (form) showComplaint(form);
  };
  return (
    <form
      noValidate
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        if (isComposing(event)) {
          if (event.target instanceof HTMLInputElement) event.preventDefault();
        } else if (event.ctrlKey || event.metaKey) send(event);
      }}
    >
      <div class="body">
        {state.refused.length > 0 && <Later load={() => import("../outcome/notice.tsx")} {...view} />}
        <Categories {...view} />
        <Message {...view} />
        {asked?.rating && <Later load={() => import("../rating/rating.tsx")} {...view} />}
        {asked?.tags?.length ? <Later load={() => import("../tags/tags.tsx")} {...view} /> : null}
        {asksForEmail(state.settings, flow.world.ports) && <Email {...view} />}
        <Tools {...view} />
        <Contents {...view} />
      </div>
      <footer role="none">
        <p class="complaint" role="alert">
          {state.failed && say("notLoaded")}
        </p>
        {/* By the press itself: in a sandboxed page a form is never submitted. Enter in a field presses it too. */}
        <button
          type="submit"
          class="primary"
          onClick={send}
          disabled={state.storing || state.picture.state === "taking"}
        >
          {say(state.storing ? "storing" : "send")}
        </button>
      </footer>
    </form>
  );
};
