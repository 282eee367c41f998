type ChooseProps = {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, words: string])[];
  choose: (value: string) => void;
};

/** One of several, with its name before it. */
export const Choose = ({ label, value, choices, choose }: ChooseProps) => (
  <label>
    {label}{" "}
    <select class="select" value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {choices.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  </label>
);
