import { useId, useState } from "preact/hooks";
import { TEXT } from "../text.ts";

/** Below the form: whether the errors of the tab's site go along. */
export const ErrorsSwitch = ({
  isOn,
  change,
}: {
  isOn: boolean;
  /** Switching on is to be asked for in answer to the press. @returns When it is done, or was refused. */
  change(isOn: boolean): Promise<unknown>;
}) => {
  const [busy, setBusy] = useState(false);
  const id = useId();
  return (
    <label class="errors">
      <input
        type="checkbox"
        aria-labelledby={`${id}label`}
        aria-describedby={`${id}what`}
        checked={isOn}
        disabled={busy}
        onClick={(event) => {
          event.preventDefault(); // it shows what is the case, and that is what the browser's question decides
          setBusy(true);
          void change(!isOn)
            .catch(() => {})
            .then(() => setBusy(false));
        }}
      />
      <span>
        <span id={`${id}label`}>{TEXT.errorsAlong}</span>
        <small id={`${id}what`}>{isOn ? TEXT.errorsAreOn : TEXT.errorsWhat}</small>
      </span>
    </label>
  );
};
