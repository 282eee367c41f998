import { useState } from "preact/hooks";
import { Field } from "../ui/field.tsx";

type Props = {
  label: string;
  hint: string;
  value: readonly string[];
  change: (list: string[]) => void;
  placeholder?: string;
};

const listOf = (written: string): string[] => [
  ...new Set(
    written
      .split(/[\n,]/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];

/** A list, one a line. What is being written stands as it is written. */
export const TextList = ({ label, hint, value, change, placeholder }: Props) => {
  const [written, setWritten] = useState(value.join("\n"));
  const shown = listOf(written).join() === value.join() ? written : value.join("\n");
  return (
    <Field label={label} hint={hint}>
      {(tied) => (
        <textarea
          {...tied}
          class="input"
          rows={2}
          value={shown}
          placeholder={placeholder}
          onInput={({ currentTarget }) => {
            setWritten(currentTarget.value);
            change(listOf(currentTarget.value));
          }}
        />
      )}
    </Field>
  );
};
