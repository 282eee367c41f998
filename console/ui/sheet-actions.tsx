import { TEXT } from "../text.ts";
import { closeDialogOf } from "./dialog.tsx";

type SheetActionsProps = {
  /** The words on the button: a verb and its object. */
  action: string;
  busy: boolean;
  /** @default busy */
  disabled?: boolean;
  isDangerous?: boolean;
};

/** The end of a form in a sheet: what it does, and the way out. */
export const SheetActions = ({ action, busy, disabled = busy, isDangerous = false }: SheetActionsProps) => (
  <div class="form-actions">
    <button type="submit" class={isDangerous ? "button primary danger" : "button primary"} disabled={disabled}>
      {busy ? TEXT.working : action}
    </button>
    <button type="button" class="button" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
      {TEXT.cancel}
    </button>
  </div>
);
