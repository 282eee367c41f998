type Props = {
  name: string;
  label: string;
  value: string;
  change(value: string): void;
  placeholder?: string;
  inputMode?: "text" | "url";
  /** What helps before anything went wrong. */
  hint?: string;
  /** What is wrong with the value; replaces the hint. */
  trouble?: string | undefined;
};

/** A line to type in, with its label above and its hint or trouble below. Spelling aids would send the text elsewhere: off. */
export const Field = ({ name, label, value, change, placeholder, inputMode = "text", hint, trouble }: Props) => (
  <div class="field">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      value={value}
      onInput={(event) => change(event.currentTarget.value)}
      placeholder={placeholder}
      inputMode={inputMode}
      dir="ltr" // addresses and codes, in every language
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      aria-invalid={trouble !== undefined}
      aria-describedby={`${name}-note`}
    />
    <p id={`${name}-note`} class={trouble ? "trouble" : "muted"} role={trouble ? "alert" : undefined}>
      {trouble ?? hint}
    </p>
  </div>
);
