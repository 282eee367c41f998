import { Form } from "./form.tsx";
import { Header } from "./header.tsx";
import { Refusal } from "./refusal.tsx";
import { Status } from "./status.tsx";
import type { View } from "./view.ts";

/** The whole panel: a header, and below it the form or how the submission stands. */
export const Panel = (view: View) => {
  const { screen } = view.state;
  return (
    <>
      <Header {...view} />
      {screen === "form" ? <Form {...view} /> : screen === "needs-you" ? <Refusal {...view} /> : <Status {...view} />}
    </>
  );
};
