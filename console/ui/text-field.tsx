import type { Ref } from "preact";
import { Field, type FieldProps } from "./field.tsx";

type TextFieldProps = Omit<FieldProps, "children"> & {
  value: string;
  write: (text: string) => void;
  field?: Ref<HTMLInputElement>;
  name?: string;
  autoCapitalize?: "off";
  type?: "text" | "email" | "password" | "search" | "url";
  autoComplete?: string;
  dir?: "auto" | "ltr";
  maxLength?: number;
  placeholder?: string;
  inputMode?: "numeric" | "url" | "email";
  readOnly?: boolean;
  required?: boolean;
  disabled?: boolean;
  spellcheck?: boolean;
};

/** A line of text with its label, its hint and what is wrong with it. */
export const TextField = ({ label, hint, error, write, field, type = "text", ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error}>
    {(tied) => (
      <input
        {...tied}
        // As any object: the attributes of an input are typed for each `type` by itself.
        {...({ type, ...input } as object)}
        ref={field ?? null}
        class="input"
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
    )}
  </Field>
);
