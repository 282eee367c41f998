import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

export type FieldProps = {
  label: ComponentChildren;
  hint?: ComponentChildren | undefined;
  /** Why what was written cannot be taken. */
  error?: string | undefined;
  /** Draws the control; its attributes tie it to label, hint and error. */
  children: (tied: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": "true" | undefined;
  }) => JSX.Element;
};

/** A control with its label above, its hint and what is wrong with it below. */
export const Field = ({ label, hint, error, children }: FieldProps) => {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? "true" : undefined })}
      {hint !== undefined && (
        <p class="fine" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p class="failure field-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </div>
  );
};
