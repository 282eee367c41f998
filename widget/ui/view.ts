import type { Flow, FlowState } from "../flow.ts";
import type { Say } from "../text.ts";

/** What every part of the panel is given: what to show, what can be done, how to say it. */
export type View = {
  state: FlowState;
  flow: Flow;
  say: Say;
  /** Resolves when there is a sentence for everything. Before that there are those of the form's first sight. */
  whole: () => Promise<unknown>;
  root: ShadowRoot;
  /** Puts a sheet into the root, once. */
  adopt: (css: string) => void;
  /** The name under which this form sends. */
  form: string;
  /** Closes the dialog; absent where the form is part of something else and cannot be closed. */
  close?: (() => void) | undefined;
};
