import { PASSWORD_LEAST, PASSWORD_MOST_BYTES } from "../../shared/contract/password-rules.ts";
import { EarshotError } from "../../shared/errors.ts";
import { TextField } from "../ui/text-field.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION.rules;

/** What is wrong with a new password as far as it can be said here; the server knows more of what is easy to guess. */
export const passwordFault = (password: string): string | undefined => {
  const { length } = [...password.normalize("NFC")];
  if (length < PASSWORD_LEAST) return text.short(PASSWORD_LEAST, length);
  if (new TextEncoder().encode(password).length > PASSWORD_MOST_BYTES) return text.long;
  return undefined;
};

/** Whether the server refused what stands in this field: a new password that is easy to guess, an old one that is wrong. */
export const isRefusedField = (error: unknown, field: string): boolean =>
  error instanceof EarshotError &&
  error.code === "invalid_body" &&
  Array.isArray(error.details) &&
  error.details.some(({ path }) => path === field);

type PasswordFieldProps = {
  label: string;
  value: string;
  change: (value: string) => void;
  /** Why it was not taken. */
  error?: string | undefined;
};

/** A new password, with what it needs said before it is written. */
export const PasswordField = ({ label, value, change, error }: PasswordFieldProps) => (
  <TextField
    label={label}
    hint={text.length(PASSWORD_LEAST)}
    error={error}
    type="password"
    name="new-password"
    autoComplete="new-password"
    value={value}
    write={change}
  />
);
