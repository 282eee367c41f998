import { Form } from "./form.tsx";
import { Header } from "./header.tsx";
import { Later } from "./later.tsx";
import type { View } from "./view.ts";

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
      <Later load={async () => (await import("../while-writing.ts")).outcome} {...view} />
    )}
  </>
);
