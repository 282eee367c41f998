import type { ComponentChildren } from "preact";
import { Icon } from "../ui/icons.tsx";

type ChoiceProps = {
  group: string;
  label: string;
  /** What a pointer that rests on it reads. @default the label */
  hint?: string;
  isChosen: boolean;
  choose: () => void;
  children: ComponentChildren;
};

/** One of several, as a native radio button: arrow keys go from one to the next by themselves. */
export const Choice = ({ group, label, hint = label, isChosen, choose, children }: ChoiceProps) => (
  <label title={hint}>
    <input type="radio" name={group} aria-label={label} checked={isChosen} onChange={choose} />
    <span>{children}</span>
  </label>
);

type PressProps = { path: string; label: string; isIdle?: boolean; press: () => void };

/** A button that stays where the focus is though there is nothing to do for it just now. */
export const Press = ({ path, label, isIdle = false, press }: PressProps) => (
  <button type="button" class="icon" aria-label={label} title={label} aria-disabled={isIdle} onClick={press}>
    <Icon path={path} />
  </button>
);
