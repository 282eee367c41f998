import type { View } from "../ui/view.ts";
import css from "./outcome.css?inline";
import { Refusal } from "./refusal.tsx";
import { Status } from "./status.tsx";

export { css };

/** How the submission stands: what comes in place of the form. */
export const Part = (view: View) => (view.state.screen === "needs-you" ? <Refusal {...view} /> : <Status {...view} />);
