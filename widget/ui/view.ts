import type { Flow, FlowState } from "../flow.ts";
import type { Say } from "../text.ts";

/** What every part of the panel is given: what to show, what can be done, how to say it. */
export type View = {
  state: FlowState;
  flow: Flow;
  say: Say;
  /** Whether a picture can be had here. */
  pictures: boolean;
  /** The name under which this form sends. */
  form: string;
  /** Closes the dialog; absent where the form is part of something else and cannot be closed. */
  close?: (() => void) | undefined;
};
