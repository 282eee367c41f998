import { useId, useState } from "preact/hooks";
import { TEXT } from "../text.ts";

/** Below the form: whether the errors of the tab's site go along. */
export const ErrorsSwitch = ({
  isOn,
  isFresh,
  change,
}: {
  isOn: boolean;
  /** Whether it was switched on just now. */
  isFresh: boolean;
  /** Switching on is to be asked for in answer to the press. @returns When it is done, or its user did not allow it. */
  change(isOn: boolean): Promise<unknown>;
}) => {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const id = useId();
  const press = async () => {
    setBusy(true);
    setTrouble("");
    await change(!isOn).catch(() => setTrouble(TEXT.unforeseen));
    setBusy(false);
  };
  return (
    <div class="errors">
      <label>
        <input
          type="checkbox"
          aria-describedby={id}
          aria-disabled={busy}
          checked={isOn}
          onClick={(event) => {
            event.preventDefault(); // it shows what is the case, and that is what the browser's question decides
            if (!busy) void press();
          }}
        />
        {TEXT.errorsAlong}
      </label>
      <small id={id}>{isOn ? TEXT.errorsAreOn : TEXT.errorsWhat}</small>
      <p role="status">{trouble || (isOn && isFresh && TEXT.errorsFromNow)}</p>
    </div>
  );
};
