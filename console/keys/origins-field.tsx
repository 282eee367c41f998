import { useEffect, useState } from "preact/hooks";
import type { OriginTest } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useConsole } from "../room.tsx";
import { Field } from "../ui/field.tsx";
import { text } from "./text.ts";

const QUIET_MS = 350;
const MOST_SHOWN = 50;

/** The entries of what was written: one a line, or between commas; each once. */
export const entriesOf = (written: string): string[] => [
  ...new Set(
    written
      .split(/[\s,;]+/)
      .map((entry) => entry.trim())
      .filter(Boolean),
  ),
];

type Checked = NonNullable<OriginTest["entries"]>;

/** What the server says of a list that is not saved yet, a moment after the last key was pressed. */
const useChecked = (app: string, written: string): Checked | "checking" | "failed" => {
  const { api } = useConsole();
  const [checked, setChecked] = useState<{ of: string; is: Checked | "failed" }>();
  useEffect(() => {
    const end = new AbortController();
    const entries = entriesOf(written).slice(0, 1_000);
    const check = async () => {
      try {
        const answer = await api.ask<OriginTest>(ROUTES.appOriginTest, {
          method: "POST",
          path: { id: app },
          body: { entries },
          signal: end.signal,
        });
        if (!end.signal.aborted) setChecked({ of: written, is: answer.entries ?? "failed" });
      } catch {
        if (!end.signal.aborted) setChecked({ of: written, is: "failed" });
      }
    };
    const timer = setTimeout(check, QUIET_MS);
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [api, app, written]);
  return checked?.of === written ? checked.is : "checking";
};

/** What is to be said of the whole list. */
const summaryOf = (checked: ReturnType<typeof useChecked>, count: number): string => {
  if (count === 0) return text.origins.nobody;
  if (checked === "checking") return text.origins.checking;
  if (checked === "failed") return text.origins.unchecked;
  return checked.some(({ entry }) => entry === null) ? text.origins.bad : text.origins.fine(count);
};

type Props = { app: string; value: string; write: (value: string) => void; readOnly: boolean };

/** Whose pages may use a key: each line is looked at by the server while it is written, and told in words. */
export const OriginsField = ({ app, value, write, readOnly }: Props) => {
  const checked = useChecked(app, value);
  const shown = typeof checked === "string" ? [] : checked;
  return (
    <div class="origins-field">
      <Field label={text.origins.label} hint={text.origins.hint}>
        {(tied) => (
          <textarea
            {...tied}
            class="input mono"
            rows={3}
            value={value}
            spellcheck={false}
            autoCapitalize="off"
            readOnly={readOnly}
            placeholder={"example.com\nlocalhost"}
            onInput={({ currentTarget }) => write(currentTarget.value)}
          />
        )}
      </Field>
      <p class="fine" role="status">
        {summaryOf(checked, entriesOf(value).length)}
      </p>
      <ul class="origins-checked">
        {shown.slice(0, MOST_SHOWN).map((one) => (
          <li key={one.text} class={one.entry === null ? "bad" : "good"}>
            <code>
              <bdi>{one.text}</bdi>
            </code>
            <span>{one.entry === "*" ? text.origins.star : one.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
