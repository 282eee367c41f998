import { useId } from "preact/hooks";
import { isAtLeast, RIGHTS, type Right } from "../../shared/contract/may-do.ts";
import { RIGHT_NAMES } from "../format/right-name.ts";

type RightChoiceProps = {
  legend: string;
  /** Nobody gives more than they have. */
  upTo: Right;
  value: Right;
  change: (right: Right) => void;
};

/** One right of those that may be given, each with what it lets somebody do. It only chooses: a button saves. */
export const RightChoice = ({ legend, upTo, value, change }: RightChoiceProps) => {
  const name = useId();
  return (
    <fieldset class="right-choice">
      <legend>{legend}</legend>
      {RIGHTS.filter((right) => isAtLeast(upTo, right)).map((right) => (
        <label key={right} class="right-option">
          <input type="radio" name={name} value={right} checked={right === value} onChange={() => change(right)} />
          <span>
            <strong>{RIGHT_NAMES[right].name}</strong>
            <span class="fine">{RIGHT_NAMES[right].may}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
};
