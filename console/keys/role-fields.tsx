import { Field } from "../ui/field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { text } from "./text.ts";

type Props = {
  roles: readonly string[];
  role: string;
  choose: (role: string) => void;
  description: string;
  /** What is missing in the description. */
  error: string | undefined;
  write: (description: string) => void;
  readOnly: boolean;
};

/** What a personal key may do, in a word, and what it is for. Neither is changed later. */
export const RoleFields = ({ roles, role, choose, description, error, write, readOnly }: Props) => (
  <>
    <Field label={text.form.role} hint={text.form.personal}>
      {(tied) => (
        <select {...tied} class="select" value={role} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {roles.map((one) => (
            <option key={one} value={one}>
              {text.roles[one] ?? one}
            </option>
          ))}
        </select>
      )}
    </Field>
    <TextField
      label={text.form.description}
      hint={text.form.descriptionHint}
      error={error}
      value={description}
      maxLength={500}
      required
      readOnly={readOnly}
      autoComplete="off"
      write={write}
    />
  </>
);
