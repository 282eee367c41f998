import { Form } from "./form.tsx";
import { Header } from "./header.tsx";
import { Later } from "./later.tsx";
import type { View } from "./view.ts";

/** In place of how the submission stands, when that cannot be shown: whoever wrote the words has them. */
const Unseen = ({ state, say }: View) => (
  <div class="body">
    <p class="complaint" role="alert">
      {state.failed && say("notLoaded")}
    </p>
    <textarea readOnly dir="auto" rows={4} aria-label={say("contentLabel")} value={state.words.content} />
  </div>
);

/** The whole panel: a header, and below it the form or how the submission stands. */
export const Panel = (view: View) => (
  <>
    <Header {...view} />
    {view.state.visit > 0 && view.state.screen === "form" && (
      <Later key="replies" load={() => import("../replies/replies.tsx")} {...view} />
    )}
    {view.state.screen === "form" ? (
      <Form {...view} />
    ) : (
      <Later load={async () => (await import("../while-writing.ts")).outcome} {...view}>
        <Unseen {...view} />
      </Later>
    )}
  </>
);
