import type { AppSettings } from "../../shared/contract/app.ts";
import { Field } from "../ui/field.tsx";
import { text } from "./text.ts";

type Theme = NonNullable<AppSettings["theme"]>;
const DEFAULT_ACCENT = "#3451e0";
const COLOUR = /^#[0-9a-f]{6}$/i;

type Props = { theme: Theme; change: (theme: Theme) => void };

/** How the form looks and where it stands. What is not set, the widget decides. */
export const LookFields = ({ theme, change }: Props) => {
  const { accent = "" } = theme;
  const setAccent = (colour: string) => {
    const { accent: _, ...rest } = theme;
    change(colour === "" ? rest : { ...rest, accent: colour });
  };
  return (
    <fieldset class="settings-group">
      <legend>{text.look.title}</legend>
      <Field label={text.look.accent} error={accent !== "" && !COLOUR.test(accent) ? text.look.accentWrong : undefined}>
        {(tied) => (
          <span class="colour">
            <input
              type="color"
              aria-label={text.look.accentPick}
              value={COLOUR.test(accent) ? accent : DEFAULT_ACCENT}
              onInput={({ currentTarget }) => setAccent(currentTarget.value)}
            />
            <input
              {...tied}
              class="input mono"
              value={accent}
              placeholder={DEFAULT_ACCENT}
              maxLength={7}
              spellcheck={false}
              autoComplete="off"
              onInput={({ currentTarget }) => setAccent(currentTarget.value.trim())}
            />
          </span>
        )}
      </Field>
      <Field label={text.look.scheme}>
        {(tied) => (
          <select
            {...tied}
            class="select"
            value={theme.scheme ?? "auto"}
            onChange={({ currentTarget }) =>
              change({ ...theme, scheme: currentTarget.value as NonNullable<Theme["scheme"]> })
            }
          >
            {Object.entries(text.look.schemes).map(([scheme, words]) => (
              <option key={scheme} value={scheme}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text.look.position}>
        {(tied) => (
          <select
            {...tied}
            class="select"
            value={theme.position ?? "bottom-right"}
            onChange={({ currentTarget }) =>
              change({ ...theme, position: currentTarget.value as NonNullable<Theme["position"]> })
            }
          >
            {Object.entries(text.look.positions).map(([position, words]) => (
              <option key={position} value={position}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
};
